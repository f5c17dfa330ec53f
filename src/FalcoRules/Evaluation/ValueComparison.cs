using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Evaluation;

/// <summary>The comparison of two values of the same type.</summary>
internal static class ValueComparison
{
    /// <summary>Whether values of that type are numbers rather than bytes.</summary>
    public static bool IsNumber(FieldType type) => FieldTypeTable.Get(type).IsNumeric;

    /// <summary>Whether the comparison holds.</summary>
    public static bool Test(ComparisonOperator op, FieldType type, EventValues values, ValueSource left, int leftIndex, ValueSource right, int rightIndex) =>
        IsNumber(type)
            ? NumberComparison.Test(op, left.Number(values, leftIndex), right.Number(values, rightIndex))
            : BytesComparison.Test(op, left.Bytes(values, leftIndex), right.Bytes(values, rightIndex));
}
