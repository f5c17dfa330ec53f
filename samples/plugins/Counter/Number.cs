using System.Buffers.Binary;
using System.Globalization;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Counter;

/// <summary>One event: a number of eight bytes, little endian.</summary>
public sealed class Number : IDecodedEvent
{
    private static readonly Field<Number>[] _fields =
    [
        new("counter.value", "The number", FieldType.UInt64, static (Number number, in FieldArgument _, FieldValues values) => values.Add(number.Value)),
        new(
            "counter.even",
            "Whether the number is even",
            FieldType.Bool,
            static (Number number, in FieldArgument _, FieldValues values) => values.Add(number.Value % 2 == 0)),
        new(
            "counter.text",
            "The number as text",
            FieldType.String,
            static (Number number, in FieldArgument _, FieldValues values) => values.Add(number.Value.ToString(CultureInfo.InvariantCulture))),
    ];

    /// <summary>The field table.</summary>
    public static ReadOnlySpan<Field<Number>> Fields => _fields;

    /// <summary>The number; 0 for an event that is not one of ours.</summary>
    public ulong Value { get; private set; }

    /// <inheritdoc/>
    public void Load(in PluginEvent source) =>
        Value = source.PayloadLength == sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(source.Payload) : 0;
}
