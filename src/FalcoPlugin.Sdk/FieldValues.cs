using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Memory;
using FalcoPlugin.Sdk.Messages;

namespace FalcoPlugin.Sdk;

/// <summary>
/// Receives the values of the fields of one event, in native memory. Values stay valid and in place until the first extraction from another event, because
/// hosts keep pointers to the values of several fields at once.
/// </summary>
/// <remarks>
/// An extractor adds values of the type that its field declares, one for a field that is not a list. A string comes from <c>Add</c>, <c>AddText</c>,
/// <c>TryAddPlain</c>, or <c>BeginText</c> and <c>EndText</c>.
/// </remarks>
public sealed unsafe partial class FieldValues
{
    private const int IPv4Length = 4;
    private const int IPv6Length = 16;

    private readonly FullBlocks _fullBlocks = new();
    private ByteArena _bytes;
    private ValueColumns _columns;

    // Where the current field's values begin.
    private int _fieldStart;
    private AddedKinds _kinds;

    /// <summary>The number of values that the current field has.</summary>
    public int Count => _columns.Count - _fieldStart;

    /// <summary>Adds an unsigned integer, a duration in nanoseconds, or a time in nanoseconds since the Unix epoch.</summary>
    public void Add(ulong value) => AddValue(value, 0, 0, AddedKinds.Number);

    /// <summary>Adds a boolean.</summary>
    public void Add(bool value) => AddValue(value ? 1ul : 0ul, 0, 0, AddedKinds.Boolean);

    /// <summary>Adds an address or a network, in network byte order.</summary>
    /// <param name="value">4 bytes for IPv4, 16 bytes for IPv6.</param>
    /// <exception cref="ArgumentException">The length is neither 4 nor 16.</exception>
    public void AddBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length is not (IPv4Length or IPv6Length))
        {
            throw ExtractorMistakes.AddressLength(value.Length);
        }

        var target = (ByteBuffer*)Allocate(sizeof(ByteBuffer) + value.Length);
        target->Length = (uint)value.Length;
        target->Bytes = target + 1;
        value.CopyTo(new Span<byte>(target->Bytes, value.Length));
        AddValue((ulong)target, 0, 0, AddedKinds.Bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddValue(ulong value, uint offset, uint length, AddedKinds kind)
    {
        _kinds |= kind;
        if (_columns.IsFull)
        {
            GrowColumns();
        }

        _columns.Add(value, offset, length);
    }

    private void GrowColumns()
    {
        _columns.Grow(_fieldStart, _fullBlocks);
        _fieldStart = 0;
    }

    private byte* Allocate(int length)
    {
        var start = Reserve(length);
        _bytes.Advance(length);
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Reserve(int length)
    {
        if (!_bytes.Fits(length))
        {
            _bytes.Grow(length, _fullBlocks);
        }

        return _bytes.Next;
    }

    // The kinds of values that were added to the current field; other kinds than its type allows if the extractor has a mistake.
    [Flags]
    private enum AddedKinds
    {
        Number = 1,
        Boolean = 2,
        Text = 4,
        Bytes = 8,
        BegunText = 16,
    }
}
