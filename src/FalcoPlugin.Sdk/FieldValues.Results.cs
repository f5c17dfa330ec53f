using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Messages;

namespace FalcoPlugin.Sdk;

// The part that the implementation of plugin_extract_fields uses.
public sealed unsafe partial class FieldValues
{
    internal FieldValues()
    {
    }

    /// <summary>Begins another event: all values so far become invalid.</summary>
    /// <param name="payloadLength">The length of the event's payload in bytes.</param>
    internal void BeginEvent(int payloadLength)
    {
        _payloadLength = payloadLength;
        _fullBlocks.Free();
        _bytes.Clear();
        _columns.Clear();
        BeginField();
    }

    /// <summary>Begins the next field of the event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginField() => (_fieldStart, _kinds) = (_columns.Count, 0);

    /// <summary>Removes what the current field has added, as after a failure.</summary>
    internal void DropField()
    {
        _columns.Truncate(_fieldStart);
        _kinds = 0;
    }

    /// <summary>Where each value of the current field is in the event, in bytes from the start of its header; 0 if it is computed.</summary>
    internal uint* Offsets => _columns.Offsets + _fieldStart;

    /// <summary>The length of each value of the current field in the event, in bytes; 0 if it is computed.</summary>
    internal uint* Lengths => _columns.Lengths + _fieldStart;

    /// <summary>The current field's values, an array of the type's C form.</summary>
    /// <exception cref="InvalidOperationException">They are of another type, for which the host would read numbers as memory addresses.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void* FinishField(FieldType type) =>
        // Nearly all fields are strings.
        type == FieldType.String && (_kinds & ~(AddedKinds.Text | AddedKinds.BegunText)) == 0 ? _columns.Slots + _fieldStart : FinishAny(type);

    /// <summary>Copies bytes into memory that stays valid as long as the event's values.</summary>
    internal byte* Copy(ReadOnlySpan<byte> bytes)
    {
        var target = Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(target, bytes.Length));
        return target;
    }

    /// <summary>Frees the memory. The object can be used again.</summary>
    internal void Free()
    {
        _fullBlocks.Free();
        _bytes.Free();
        _columns.Free();
        BeginField();
    }

    private void* FinishAny(FieldType type)
    {
        var layout = FieldTypeTable.Get(type).Layout;
        if ((_kinds & ~(KindOf(layout) | AddedKinds.BegunText)) != 0)
        {
            throw ExtractorMistakes.OtherType(type, $"{_kinds & ~AddedKinds.BegunText}");
        }

        var values = _columns.Slots + _fieldStart;
        return layout switch
        {
            ValueLayout.Boolean => PackBooleans(values, Count),
            ValueLayout.Bytes => PackBuffers(values, Count),
            _ => values,
        };
    }

    private static AddedKinds KindOf(ValueLayout layout) => layout switch
    {
        ValueLayout.Text => AddedKinds.Text,
        ValueLayout.Boolean => AddedKinds.Boolean,
        ValueLayout.Bytes => AddedKinds.Bytes,
        _ => AddedKinds.Number,
    };

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
}
