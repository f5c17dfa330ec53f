using FalcoRules.Fields;
using FalcoRules.Syntax;

namespace FalcoRules.Evaluation;

/// <summary>Compares two lists: <c>list in val(list)</c>, <c>list intersects val(list)</c>.</summary>
internal sealed class FieldListPredicate(ComparisonOperator op, FieldType type, ValueSource left, ValueSource right) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        var count = left.Count(values);
        if (count == EventValues.NoValue || right.Count(values) == EventValues.NoValue)
        {
            return false;
        }

        // "in" fails at the first value that is not among the others, "intersects" succeeds at the first that is.
        var decisive = op == ComparisonOperator.Intersects;
        for (var i = 0; i < count; i++)
        {
            if (IsAmongOthers(values, i) == decisive)
            {
                return decisive;
            }
        }

        return !decisive;
    }

    private bool IsAmongOthers(EventValues values, int index)
    {
        var count = right.Count(values);
        for (var i = 0; i < count; i++)
        {
            if (ValueComparison.Test(ComparisonOperator.Equal, type, values, left, index, right, i))
            {
                return true;
            }
        }

        return false;
    }
}
