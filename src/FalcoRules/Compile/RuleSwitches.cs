using FalcoRules.Items;

namespace FalcoRules.Compile;

/// <summary>Which rules take part: what the rule says itself, the minimum priority, then the selections one after the other.</summary>
internal static class RuleSwitches
{
    /// <summary>Whether the rule takes part. A selection cannot bring back a rule that is less serious than the minimum.</summary>
    public static bool IsEnabled(RuleDefinition rule, RulesEnvironment environment)
    {
        if (rule.Priority > environment.MinimumPriority)
        {
            return false;
        }

        return environment.Selections.LastOrDefault(selection => Selects(selection, rule))?.Enable ?? rule.Enabled;
    }

    private static bool Selects(RuleSelection selection, RuleDefinition rule) =>
        (selection.NamePattern is { } pattern && Matches(pattern, rule.Name)) || (selection.Tag is { } tag && rule.Tags.Contains(tag));

    /// <summary>
    /// Falco's matching (falco_utils.cpp): <c>*</c> stands for any text, and text behind one counts from its first occurrence on, so that
    /// "*a" does not match "aba".
    /// </summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star]))
        {
            return false;
        }

        var rest = pattern[star..].TrimStart('*');
        if (rest.IsEmpty)
        {
            return true;
        }

        var end = rest.IndexOf('*') is var next and >= 0 ? next : rest.Length;
        var found = name[star..].IndexOf(rest[..end]);
        return found >= 0 && Matches(rest[end..], name[(star + found + end)..]);
    }
}
