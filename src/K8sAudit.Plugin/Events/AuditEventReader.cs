using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Finds the audit events in a text, such as a request body or a line of a file. One instance reads one text after the other, and allocates only while
/// texts grow. Not thread-safe.
/// </summary>
/// <param name="paths">The paths to look for in each event.</param>
/// <param name="readsYaml">Whether documents in YAML are read; a client that sends them in parts would have them read in parts.</param>
internal sealed class AuditEventReader(AuditEventPaths paths, bool readsYaml = true)
{
    private EventLimits _limits;

    /// <summary>Whether events get a <see cref="AuditEventHeader.Key"/>.</summary>
    public bool ComputesKeys { get; init; }

    /// <summary>Whether texts are the lines of one source, so that a line may continue another.</summary>
    public bool IsContinuous { get; init; }

    /// <summary>What the last text holds.</summary>
    public ReadResult Result { get; } = new();

    /// <summary>Limits of the events of the text that is read.</summary>
    internal ref readonly EventLimits Limits => ref _limits;

    /// <summary>The paths to look for in each event.</summary>
    internal AuditEventPaths Paths { get; } = paths;

    /// <summary>Finds them.</summary>
    internal JsonPathReader Members { get; } = new(paths.Trie) { MaxOffsets = FieldIndexBuffer.MaxOffsets };

    /// <summary>What is known about the wrappers of the source.</summary>
    internal WrapperState Wrappers { get; } = new() { ReadsYaml = readsYaml, MayBeginYaml = true };

    /// <summary>Reads a text; the result of the last one becomes invalid.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">Limits of its events.</param>
    /// <param name="isFinal">Whether nothing continues a value in which the text ends.</param>
    public ReadResult Read(ReadOnlySpan<byte> text, in EventLimits limits, bool isFinal = false)
    {
        Result.Clear(limits.MaxCount);
        _limits = limits;
        Members.MaxDepth = limits.MaxDepth;
        Wrappers.BeginText(text.Length);
        var reader = new DocumentReader(this, text, isFinal);
        reader.ReadDocuments();
        if (!IsContinuous)
        {
            RejectParts();
        }

        return Result;
    }

    /// <summary>Whether the last text ended in a part of a line that another one continues.</summary>
    public bool HasParts => Wrappers.HasParts;

    /// <summary>Ends the texts of a source: a part of a line whose rest is missing is rejected.</summary>
    public ReadResult Finish()
    {
        Result.Clear();
        RejectParts();
        return Result;
    }

    private void RejectParts()
    {
        if (Wrappers.PartsClaimToBeAudit)
        {
            Result.Reject(RejectionReason.Incomplete, 0);
        }
        else if (Wrappers.HasParts)
        {
            Result.Ignore(OtherContent.Text, 0);
        }

        Wrappers.Clear();
    }
}
