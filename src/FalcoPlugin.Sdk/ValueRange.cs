using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>
/// The values of the fields of one <c>plugin_extract_fields</c> call, in native memory that stays valid until the next call. One arena
/// for each handle, reset at each call; it grows to what the largest call needed and is then used again.
/// </summary>
public sealed unsafe class FieldValues : IDisposable
{
    private const int FirstByteCapacity = 64 * 1024;
    private const int FirstSlotCapacity = 256;

    // Blocks that grew too small in this call: values of fields that are finished still point into them.
    private readonly List<nint> _retired = [];
    private bool _hasRetired;

    private byte* _bytes;
    private int _byteCapacity;
    private int _byteCount;

    // One 64-bit slot a value: a number, a truth value, or a pointer to text or bytes.
    private ulong* _slots;
    private int _slotCapacity;
    private int _slotCount;
    private int _fieldStart;

    private ValueRange* _ranges;
    private int _rangeCapacity;
    private int _rangeCount;

    // What the present field was given; more than its type allows where its author was mistaken.
    private Kinds _kinds;

    [Flags]
    private enum Kinds
    {
        Number = 1,
        Boolean = 2,
        Text = 4,
        Bytes = 8,
    }

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>How many values the present field has.</summary>
    public int Count => _slotCount - _fieldStart;

    /// <summary>Adds a number, a duration or a time (nanoseconds).</summary>
    public void Add(ulong value) => AddSlot(value, default, Kinds.Number);

    /// <summary>Adds a truth value.</summary>
    public void Add(bool value) => AddSlot(value ? 1ul : 0ul, default, Kinds.Boolean);

    /// <summary>Adds a text that is computed.</summary>
    /// <param name="utf8">Valid UTF-8. A NUL becomes U+FFFD: it would cut the text short for the host, and so hide the rest.</param>
    public void AddText(ReadOnlySpan<byte> utf8) => AddText(utf8, 0, 0);

    /// <summary>Adds a text that stands in the event's payload as it is.</summary>
    /// <param name="utf8">Valid UTF-8. A NUL becomes U+FFFD: it would cut the text short for the host, and so hide the rest.</param>
    /// <param name="payloadStart">Where it stands, in bytes from the payload's first.</param>
    /// <param name="payloadLength">How many bytes it takes there.</param>
    public void AddText(ReadOnlySpan<byte> utf8, int payloadStart, int payloadLength)
    {
        if (utf8.Contains((byte)0))
        {
            AddWithoutNul(utf8);
            return;
        }

        var target = Allocate(checked(utf8.Length + 1));
        utf8.CopyTo(new Span<byte>(target, utf8.Length));
        target[utf8.Length] = 0;
        AddSlot((ulong)target, payloadLength == 0 ? default : new ValueRange((uint)(payloadStart + EventLayout.PayloadOffset), (uint)payloadLength), Kinds.Text);
    }

    /// <summary>
    /// Adds a text that stands in the event's payload, looked at and copied in one pass, provided that it is plain: ASCII without NUL and backslash.
    /// </summary>
    /// <param name="payload">The payload.</param>
    /// <param name="start">Where the text begins in it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>False where the text is not plain, or so near to the payload's end that it cannot be told this way; nothing was added then.</returns>
    public bool TryAddPlain(ReadOnlySpan<byte> payload, int start, int length)
    {
        // Whole vectors are read and written; of the last one only the text's own bytes are looked at.
        var whole = payload.Slice(start);
        var rounded = (length + Vector128<byte>.Count - 1) & -Vector128<byte>.Count;
        if ((uint)rounded > (uint)whole.Length)
        {
            return false;
        }

        var target = Reserve(rounded + 1);
        ref var source = ref MemoryMarshal.GetReference(whole);
        for (var i = 0; i < length; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref source, (uint)i);
            var special = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)1)).AsByte() | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
            var bits = special.ExtractMostSignificantBits();
            var left = length - i;
            if ((left < Vector128<byte>.Count ? bits & ((1u << left) - 1) : bits) != 0)
            {
                return false;
            }

            bytes.Store(target + i);
        }

        target[length] = 0;
        _byteCount += (length + 1 + 7) & ~7;
        AddSlot((ulong)target, length == 0 ? default : new ValueRange((uint)(start + EventLayout.PayloadOffset), (uint)length), Kinds.Text);
        return true;
    }

    /// <summary>Room for a computed text of at most <paramref name="maxLength"/> bytes, to be written and then ended.</summary>
    public Span<byte> BeginText(int maxLength) => new(Reserve(checked(maxLength + 1)), maxLength);

    /// <summary>Adds the first <paramref name="length"/> bytes of what <see cref="BeginText"/> gave; they hold no NUL.</summary>
    public void EndText(int length)
    {
        var target = Allocate(length + 1);
        target[length] = 0;
        AddSlot((ulong)target, default, Kinds.Text);
    }

    /// <summary>Adds an address (4 or 16 bytes) or a network, in network order.</summary>
    public void AddBytes(ReadOnlySpan<byte> value)
    {
        var target = (ByteBuffer*)Allocate(sizeof(ByteBuffer) + value.Length);
        target->Length = (uint)value.Length;
        target->Bytes = target + 1;
        value.CopyTo(new Span<byte>(target->Bytes, value.Length));
        AddSlot((ulong)target, default, Kinds.Bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FreeRetired();
        NativeMemory.Free(_bytes);
        NativeMemory.Free(_slots);
        NativeMemory.Free(_ranges);
        _bytes = null;
        _slots = null;
        _ranges = null;
        _byteCapacity = _slotCapacity = _rangeCapacity = 0;
    }

    /// <summary>Begins a call: what was handed out before is void.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginCall()
    {
        if (_hasRetired)
        {
            FreeRetired();
        }

        _byteCount = _slotCount = _fieldStart = _rangeCount = 0;
    }

    /// <summary>Begins the next field of the call.</summary>
    internal void BeginField() => (_fieldStart, _kinds) = (_slotCount, 0);

    /// <summary>Takes back what the present field added, as when its extraction failed half-way.</summary>
    internal void DropField()
    {
        _rangeCount -= Count;
        _slotCount = _fieldStart;
        _kinds = 0;
    }

    /// <summary>The present field's values as an array of the type's C form.</summary>
    /// <exception cref="PluginException">They are of another type. The host would read a number as an address of memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void* FinishField(FieldType type) =>
        // Nearly all fields are texts.
        type == FieldType.String && (_kinds & ~Kinds.Text) == 0 ? _slots + _fieldStart : FinishAny(type);

    /// <summary>Where the call's values stand in the event, as the two arrays of the ABI.</summary>
    internal void WriteOffsets(ValueOffsets* target)
    {
        var starts = (uint*)Allocate(checked(_rangeCount * 2 * sizeof(uint)));
        var lengths = starts + _rangeCount;
        for (var i = 0; i < _rangeCount; i++)
        {
            starts[i] = _ranges[i].Start;
            lengths[i] = _ranges[i].Length;
        }

        target->Start = starts;
        target->Length = lengths;
    }

    private static Kinds KindOf(FieldType type) => type switch
    {
        FieldType.String => Kinds.Text,
        FieldType.Bool => Kinds.Boolean,
        FieldType.IPAddress or FieldType.IPNetwork => Kinds.Bytes,
        _ => Kinds.Number,
    };

    private void* FinishAny(FieldType type)
    {
        if ((_kinds & ~KindOf(type)) != 0)
        {
            throw new PluginException($"the field's type is {type}, and what it added is {_kinds}; declare the type of what it adds");
        }

        return type is FieldType.Bool or FieldType.IPAddress or FieldType.IPNetwork ? Pack(type) : _slots + _fieldStart;
    }

    private void* Pack(FieldType type)
    {
        var values = _slots + _fieldStart;
        return type == FieldType.Bool ? PackBooleans(values, Count) : PackBuffers(values, Count);
    }

    private void* PackBooleans(ulong* values, int count)
    {
        var packed = (uint*)Allocate(checked(count * sizeof(uint)));
        for (var i = 0; i < count; i++)
        {
            packed[i] = (uint)values[i];
        }

        return packed;
    }

    private void* PackBuffers(ulong* values, int count)
    {
        var packed = (ByteBuffer*)Allocate(checked(count * sizeof(ByteBuffer)));
        for (var i = 0; i < count; i++)
        {
            packed[i] = *(ByteBuffer*)values[i];
        }

        return packed;
    }

    private void AddWithoutNul(ReadOnlySpan<byte> utf8)
    {
        var room = BeginText(checked(utf8.Length * Replacement.Length));
        var written = 0;
        foreach (var b in utf8)
        {
            if (b != 0)
            {
                room[written++] = b;
                continue;
            }

            Replacement.CopyTo(room[written..]);
            written += Replacement.Length;
        }

        EndText(written);
    }

    private void AddSlot(ulong value, ValueRange place, Kinds kind)
    {
        _kinds |= kind;
        if (_slotCount == _slotCapacity)
        {
            GrowSlots();
        }

        _slots[_slotCount++] = value;

        if (_rangeCount == _rangeCapacity)
        {
            _rangeCapacity = Math.Max(FirstSlotCapacity, _rangeCapacity * 2);
            _ranges = (ValueRange*)NativeMemory.Realloc(_ranges, (nuint)_rangeCapacity * (nuint)sizeof(ValueRange));
        }

        _ranges[_rangeCount++] = place;
    }

    // Values of finished fields stay where they are; the present field's move to the new block.
    private void GrowSlots()
    {
        var capacity = Math.Max(FirstSlotCapacity, checked(_slotCapacity * 2));
        var grown = (ulong*)NativeMemory.Alloc((nuint)capacity * sizeof(ulong));
        var count = Count;
        new ReadOnlySpan<ulong>(_slots + _fieldStart, count).CopyTo(new Span<ulong>(grown, count));
        Retire(_slots);
        _slots = grown;
        _slotCapacity = capacity;
        _fieldStart = 0;
        _slotCount = count;
    }

    private byte* Allocate(int length)
    {
        var start = Reserve(length);
        _byteCount += (length + 7) & ~7;
        return start;
    }

    private byte* Reserve(int length)
    {
        var rounded = checked(length + 7) & ~7;
        if (rounded > _byteCapacity - _byteCount)
        {
            Retire(_bytes);
            _byteCapacity = Math.Max(FirstByteCapacity, Math.Max(rounded, (int)Math.Min((long)_byteCapacity * 2, int.MaxValue & ~7)));
            _bytes = (byte*)NativeMemory.Alloc((nuint)_byteCapacity);
            _byteCount = 0;
        }

        return _bytes + _byteCount;
    }

    private void Retire(void* block)
    {
        if (block != null)
        {
            _retired.Add((nint)block);
            _hasRetired = true;
        }
    }

    private void FreeRetired()
    {
        foreach (var block in _retired)
        {
            NativeMemory.Free((void*)block);
        }

        _retired.Clear();
        _hasRetired = false;
    }

    private readonly record struct ValueRange(uint Start, uint Length);
}
