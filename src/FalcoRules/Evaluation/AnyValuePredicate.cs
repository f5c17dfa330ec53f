namespace FalcoRules.Evaluation;

/// <summary><c>list intersects (…)</c>: at least one value of the list matches.</summary>
internal sealed class AnyValuePredicate(ValueSource source, Matcher matcher) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        var count = source.Count(values);
        for (var i = 0; i < count; i++)
        {
            if (matcher.Matches(values, source, i))
            {
                return true;
            }
        }

        return false;
    }
}
