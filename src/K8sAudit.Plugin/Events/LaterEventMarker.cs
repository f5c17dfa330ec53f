using System.Runtime.InteropServices;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Fields;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Marks the events of a source that are not the first ones about their requests (<c>ka.stage.first</c>), in the order in which they are read. So the field
/// depends neither on which events the host asks about, nor on which instance of the plugin it asks. Not thread-safe.
/// </summary>
internal sealed class LaterEventMarker
{
    private static readonly JsonPathTrie _trie = new();
    private static readonly int _auditId = _trie.Add(Root / "auditID");
    private static readonly int _stage = _trie.Add(Root / "stage");
    private static readonly int _uri = _trie.Add(Root / "requestURI");

    // The numbers that the paths have in a field index. Fields of the instance: reading a static one costs a check whether it is initialised.
    private readonly int _indexedAuditId = AuditFields.AuditId;
    private readonly int _indexedStage = StartedRequests.StagePath;
    private readonly int _indexedUri = StartedRequests.UriPath;

    private readonly StartedRequests _started = new();
    private readonly JsonPathReader _reader = new(_trie);
    private FieldOffset[] _marked = [];

    /// <summary>
    /// The field index of the next event of the source, with the mark if it is not the first one about its request. Valid until the next call.
    /// </summary>
    /// <param name="json">The event.</param>
    /// <param name="index">Its field index; empty if its fields are found when they are extracted.</param>
    public ReadOnlySpan<byte> Mark(ReadOnlySpan<byte> json, ReadOnlySpan<byte> index)
    {
        var offsets = MemoryMarshal.Cast<byte, FieldOffset>(index);
        return (offsets.IsEmpty ? IsFirst(json) : IsFirst(json, offsets)) ? index : Marked(offsets);
    }

    // The API server writes the three members before all others that are indexed.
    private bool IsFirst(ReadOnlySpan<byte> json, ReadOnlySpan<FieldOffset> offsets)
    {
        ReadOnlySpan<byte> auditId = default, stage = default, uri = default;
        foreach (ref readonly var offset in offsets)
        {
            if (offset.Path == _indexedAuditId && auditId.IsEmpty)
            {
                auditId = json.Slice(offset.Start, offset.Length);
            }
            else if (offset.Path == _indexedStage && stage.IsEmpty)
            {
                stage = json.Slice(offset.Start, offset.Length);
            }
            else if (offset.Path == _indexedUri && uri.IsEmpty)
            {
                uri = json.Slice(offset.Start, offset.Length);
            }
            else
            {
                continue;
            }

            if (!uri.IsEmpty && !stage.IsEmpty && !auditId.IsEmpty)
            {
                break;
            }
        }

        return IsFirst(auditId, stage, uri);
    }

    private bool IsFirst(ReadOnlySpan<byte> json) => !_reader.Read(json) || IsFirst(Read(_auditId, json), Read(_stage, json), Read(_uri, json));

    private bool IsFirst(ReadOnlySpan<byte> auditId, ReadOnlySpan<byte> stage, ReadOnlySpan<byte> uri) =>
        auditId.IsEmpty || stage.IsEmpty || _started.IsFirst(auditId, stage, uri);

    private ReadOnlySpan<byte> Read(int path, ReadOnlySpan<byte> json) => _reader.TryGetFirst(path, out var range) ? range.Of(json) : default;

    private ReadOnlySpan<byte> Marked(ReadOnlySpan<FieldOffset> offsets)
    {
        _marked = _marked.Length > offsets.Length ? _marked : new FieldOffset[FieldIndexBuffer.MaxOffsets + 1];
        _marked[0] = LaterEventMark.Entry;
        offsets.CopyTo(_marked.AsSpan(1));
        return MemoryMarshal.AsBytes(_marked.AsSpan(0, offsets.Length + 1));
    }
}
