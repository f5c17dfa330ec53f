using FalcoRules.Items;

namespace FalcoRules.Compile;

/// <summary>Decides which rules are enabled: by the rule's own setting, the minimum priority, and then the selections in order.</summary>
internal static class RuleSwitches
{
    /// <summary>Whether the rule is enabled. A selection cannot enable a rule below the minimum priority.</summary>
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
    /// Falco's matching (falco_utils.cpp): <c>*</c> matches any text, and the text after it is matched at its first occurrence, so that
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
