using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>The field offsets of the events of one text, one event after the other.</summary>
internal sealed class FieldIndexBuffer
{
    /// <summary>The maximum number of offsets of one event.</summary>
    public const int MaxOffsets = 1024;

    // An index that would take more than half the size of its event is dropped: otherwise a client could multiply the memory that its events take.
    private const int EventBytesPerIndexByte = 2;

    // Kept for the next text: several times what a batch of the API server needs.
    private const int MaxIdleCapacity = 64 * 1024;
    private const int InitialCapacity = 512;

    private FieldOffset[] _offsets = new FieldOffset[InitialCapacity];

    /// <summary>The size of one offset, in bytes.</summary>
    public static int OffsetSize => Unsafe.SizeOf<FieldOffset>();

    /// <summary>Appends the offsets that a reader found in an event.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="start">Offset of the event's first byte.</param>
    /// <param name="length">The event's length in bytes.</param>
    /// <param name="first">The number of offsets so far.</param>
    /// <returns>The number of offsets that were appended; 0 if there are too many of them.</returns>
    public int Append(JsonPathReader reader, int start, int length, int first)
    {
        var limit = Math.Min(length / (OffsetSize * EventBytesPerIndexByte), MaxOffsets);
        if (_offsets.Length - first < limit)
        {
            Array.Resize(ref _offsets, checked(_offsets.Length * 2 + limit));
        }

        return reader.CopyOffsets(start, _offsets.AsSpan(first, limit), out var count) ? count : 0;
    }

    /// <summary>Appends the offsets of the members that name an event's wrappers.</summary>
    /// <param name="facts">The offsets.</param>
    /// <param name="first">The number of offsets before those of the event.</param>
    /// <param name="count">The number of offsets of the event so far.</param>
    /// <returns>The number of offsets of the event.</returns>
    public int Append(in WrapperOffsets facts, int first, int count)
    {
        if (_offsets.Length - first < count + 2)
        {
            Array.Resize(ref _offsets, checked(_offsets.Length * 2));
        }

        _offsets[first + count++] = new FieldOffset(facts.WrapperStart, facts.WrapperLength, (ushort)facts.WrapperPath, IndexPlusOne: 0);
        if (facts.ClusterLength > 0)
        {
            _offsets[first + count++] = new FieldOffset(facts.ClusterStart, facts.ClusterLength, (ushort)facts.ClusterPath, IndexPlusOne: 0);
        }

        return count;
    }

    /// <summary>The index of one event, as bytes.</summary>
    public ReadOnlySpan<byte> Of(in AuditEventSlice slice) => MemoryMarshal.AsBytes(_offsets.AsSpan(slice.FirstOffset, slice.OffsetCount));

    /// <summary>Frees what an exceptionally large text needed.</summary>
    public void Trim() => _offsets = _offsets.Length > MaxIdleCapacity ? new FieldOffset[InitialCapacity] : _offsets;
}
