using System.Runtime.CompilerServices;
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

    // The API server writes the three members one after the other, near the start.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFirst(ReadOnlySpan<byte> json, ReadOnlySpan<FieldOffset> offsets)
    {
        for (var rest = offsets; rest.Length > 2; rest = rest[1..])
        {
            if (rest[0].Path == _indexedAuditId)
            {
                if (rest[1].Path == _indexedStage && rest[2].Path == _indexedUri)
                {
                    return IsFirst(Of(in rest[0], json), Of(in rest[1], json), Of(in rest[2], json));
                }

                break;
            }
        }

        return IsFirstInAnyOrder(json, offsets);
    }

    private bool IsFirstInAnyOrder(ReadOnlySpan<byte> json, ReadOnlySpan<FieldOffset> offsets) =>
        IsFirst(Find(_indexedAuditId, json, offsets), Find(_indexedStage, json, offsets), Find(_indexedUri, json, offsets));

    private static ReadOnlySpan<byte> Find(int path, ReadOnlySpan<byte> json, ReadOnlySpan<FieldOffset> offsets)
    {
        foreach (ref readonly var offset in offsets)
        {
            if (offset.Path == path)
            {
                return Of(in offset, json);
            }
        }

        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> Of(in FieldOffset offset, ReadOnlySpan<byte> json) => json.Slice(offset.Start, offset.Length);

    private bool IsFirst(ReadOnlySpan<byte> json) => !_reader.Read(json) || IsFirst(Read(_auditId, json), Read(_stage, json), Read(_uri, json));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
