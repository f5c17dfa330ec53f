namespace FalcoRules.Evaluation;

/// <summary><c>list in (…)</c>: every value of the list matches. No value is false; a computed list without items is true.</summary>
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
