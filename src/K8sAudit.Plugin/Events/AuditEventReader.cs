using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Finds the audit events in a text, such as a request body or a line of a file. One instance reads one text after the other, and allocates only while
/// texts grow. Not thread-safe.
/// </summary>
/// <param name="paths">The paths to look for in each event.</param>
internal sealed class AuditEventReader(AuditEventPaths paths)
{
    private readonly JsonPathReader _members = new(paths.Trie) { MaxOffsets = FieldIndexBuffer.MaxOffsets };

    /// <summary>Whether events get a <see cref="AuditEventHeader.Key"/>.</summary>
    public bool ComputesKeys { get; init; }

    /// <summary>What the last text holds.</summary>
    public ReadResult Result { get; } = new();

    /// <summary>Reads a text; the result of the last one becomes invalid.</summary>
    public ReadResult Read(ReadOnlySpan<byte> text, in EventLimits limits)
    {
        Result.Clear(limits.MaxCount);
        _members.MaxDepth = limits.MaxDepth;
        new DocumentReader(text, in limits, paths, _members, ComputesKeys, Result).ReadDocuments();
        return Result;
    }
}
