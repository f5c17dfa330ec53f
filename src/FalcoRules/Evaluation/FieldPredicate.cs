using FalcoPlugin.Abi;

namespace FalcoRules.Evaluation;

/// <summary>Compares two fields that have one value each. False if either has no value.</summary>
internal sealed class FieldPredicate(Comparison comparison, FieldType type, ValueSource left, ValueSource right) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values) =>
        left.Count(values) > 0 && right.Count(values) > 0 && comparison.Test(type, values, left, 0, right, 0);
}
