namespace FalcoRules.Evaluation;

/// <summary><c>list in (…)</c>: every value of the list matches. False if there is no value; true for a computed list without items.</summary>
internal sealed class EveryValuePredicate(ValueSource source, Matcher matcher) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        var count = source.Count(values);
        for (var i = 0; i < count; i++)
        {
            if (!matcher.Matches(values, source, i))
            {
                return false;
            }
        }

        return count != EventValues.NoValue;
    }
}
