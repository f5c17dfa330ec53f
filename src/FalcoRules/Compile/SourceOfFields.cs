using System.Text.RegularExpressions;
using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Syntax;

namespace FalcoRules.Compile;

/// <summary>
/// Finds the event source of a rule without <c>source</c> by its fields. Such a rule is for system calls, where Falco rejects fields of plugins; without this
/// error the rule would be skipped with a warning.
/// </summary>
internal static partial class SourceOfFields
{
    /// <summary>Fields that every source has.</summary>
    private const string EventFields = "evt.";

    /// <summary>A field of the rule with the loaded source that has it; null if there is none, or the rule has a source.</summary>
    public static (string Field, string Source)? Find(
        RuleDefinition rule, Expression? condition, RulesCollection collection, IReadOnlyList<EventSource> sources)
    {
        if (rule.SourcePlace != rule.Location)
        {
            return null;
        }

        // The macros of such a rule may be missing; then its output tells.
        var fields = condition is null ? [] : Fields(condition, collection, []).ToList();
        var names = (fields.Count > 0 ? fields : OutputFields(rule)).Select(field => field.Split('[')[0]);
        foreach (var field in names.Where(field => !field.StartsWith(EventFields, StringComparison.Ordinal)))
        {
            if (sources.FirstOrDefault(source => source.Find(field) is not null) is { } source)
            {
                return (field, source.Name);
            }
        }

        return null;
    }

    private static IEnumerable<string> OutputFields(RuleDefinition rule) =>
        OutputField().Matches(rule.Output.Whole.Text).Select(match => match.Groups[1].Value);

    /// <summary>The fields of a condition, then those of its macros.</summary>
    private static IEnumerable<string> Fields(Expression condition, RulesCollection collection, HashSet<string> visited)
    {
        var names = ConditionNames.Of(condition);
        return names.Fields.Concat(names.Macros.Where(visited.Add)
            .Select(name => collection.Macros.Find(name)?.Condition.Whole)
            .Select(text => text is null ? null : ConditionParser.Parse(text, []))
            .SelectMany(macro => macro is null ? [] : Fields(macro, collection, visited)));
    }

    [GeneratedRegex(@"%([a-z]+(?:\.[A-Za-z_]+)+)")]
    private static partial Regex OutputField();
}
