using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>Limits of what is read from one text.</summary>
/// <param name="MaxSize">The largest event, in bytes; a larger one is truncated.</param>
/// <param name="MaxDepth">The maximum nesting depth of an event, <see cref="JsonScanner.MaxDepth"/> at most; a deeper one is truncated.</param>
/// <param name="MaxCount">The maximum number of events; <see cref="ReadResult.HasMore"/> tells whether there are more.</param>
internal readonly record struct EventLimits(int MaxSize, int MaxDepth = JsonScanner.MaxDepth, int MaxCount = int.MaxValue)
{
    /// <summary>To how many bytes all compressed payloads of the text may expand: by default what a document of several lines may have.</summary>
    public int MaxExpansion { get; init; } = 64 * 1024 * 1024;
}
