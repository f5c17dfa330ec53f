using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary><c>oneof</c>, <c>anyof</c> and <c>allof</c>: counts the items of a list for which a comparison is true. Never matches an empty list.</summary>
internal sealed class ModifierMatcher(ComparisonModifier modifier, ImmutableArray<Matcher> items) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index)
    {
        var matches = 0;
        foreach (var item in items)
        {
            if (item.Matches(values, source, index))
            {
                matches++;
            }

            if (IsDecided(matches, out var answer))
            {
                return answer;
            }
        }

        return modifier switch
        {
            ComparisonModifier.OneOf => matches == 1,
            ComparisonModifier.AllOf => items.Length > 0 && matches == items.Length,
            _ => false,
        };
    }

    private bool IsDecided(int matches, out bool answer)
    {
        answer = modifier == ComparisonModifier.AnyOf;
        return modifier == ComparisonModifier.AnyOf ? matches > 0 : modifier == ComparisonModifier.OneOf && matches > 1;
    }
}
