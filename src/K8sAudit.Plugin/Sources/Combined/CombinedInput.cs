using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources.Combined;

/// <summary>One stream of a <see cref="CombinedStream"/>, and when it is looked at.</summary>
internal sealed class CombinedInput(SourceStream stream, TimeProvider time)
{
    private long? _idleSince;

    public SourceStream Stream => stream;

    /// <summary>Whether the stream is at its end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>
    /// Whether to look for events. A look at a file without new lines costs several system calls, and another stream may have events all the time.
    /// </summary>
    public bool IsDue(bool isDraining) =>
        !HasEnded && (isDraining || _idleSince is not { } since || time.GetElapsedTime(since) >= BatchLimits.Wait);

    /// <inheritdoc cref="SourceStream.Fill"/>
    public FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait)
    {
        var status = stream.Fill(batch, isDraining, wait);
        HasEnded |= status == FillStatus.End;
        _idleSince = status == FillStatus.Idle ? time.GetTimestamp() : null;
        return status;
    }
}
