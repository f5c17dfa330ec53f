using FalcoPlugin.Abi;

namespace FalcoRules.Evaluation;

/// <summary>Compares the bytes of two strings, addresses or networks.</summary>
internal delegate bool BytesTest(ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected);

/// <summary>Compares two numbers, durations, times or booleans.</summary>
internal delegate bool NumberTest(ulong value, ulong expected);

/// <summary>The comparison of two values of the same type.</summary>
/// <param name="Bytes">The test of bytes.</param>
/// <param name="Numbers">The test of numbers; null if only strings are compared.</param>
internal sealed record Comparison(BytesTest Bytes, NumberTest? Numbers = null)
{
    /// <summary>The values are equal.</summary>
    public static Comparison Equality { get; } = new((value, expected) => value.SequenceEqual(expected), (value, expected) => value == expected);

    /// <summary>Whether values of that type are numbers rather than bytes.</summary>
    public static bool IsNumber(FieldType type) => FieldTypeTable.Get(type).IsNumeric;

    /// <summary>Whether the comparison is true.</summary>
    public bool Test(FieldType type, EventValues values, ValueSource left, int leftIndex, ValueSource right, int rightIndex) =>
        IsNumber(type)
            ? Numbers!(left.Number(values, leftIndex), right.Number(values, rightIndex))
            : Bytes(left.Bytes(values, leftIndex), right.Bytes(values, rightIndex));
}
