using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Evaluation;

/// <summary>Compares two fields that have one value each. No value on either side is false.</summary>
internal sealed class FieldPredicate(ComparisonOperator op, FieldType type, ValueSource left, ValueSource right) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values) =>
        left.Count(values) > 0 && right.Count(values) > 0 && ValueComparison.Test(op, type, values, left, 0, right, 0);
}
