using System.Collections.Immutable;
using FalcoRules.Compile;
using FalcoRules.Items;
using FalcoRules.Resolve;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Descriptions;

/// <summary>Describes compiled rules files.</summary>
internal sealed class RulesDescriber(RulesCollection collection, CompiledRules compiled)
{
    public RulesDescription Describe() => new()
    {
        RequiredEngineVersion = collection.RequiredEngineVersion,
        RequiredPlugins = [.. collection.PluginRequirements.Select(requirement => requirement.Alternatives)],
        Rules = [.. compiled.Rules.Select(Describe)],
        Macros = [.. collection.Macros.InOrder.Select(Describe)],
        Lists = [.. collection.Lists.InOrder.Select(Describe)],
    };

    private RuleDescription Describe(CompiledRule rule)
    {
        var exceptions = rule.Definition.Exceptions;
        return new RuleDescription
        {
            Rule = rule.Rule,
            Condition = Describe(rule.Definition.Condition.Whole, rule.Condition),
            Output = rule.Definition.Output.Whole.Text,
            Enabled = rule.Definition.Enabled,
            Capture = rule.Definition.Capture,
            CaptureDuration = rule.Definition.CaptureDuration,
            ExtraFields = rule.ExtraFields,
            ExceptionNames = Sorted(exceptions.Select(exception => exception.Name)),
            ExceptionOperators = Sorted(exceptions.SelectMany(Comparisons)),
            ExceptionFields = Sorted(
                exceptions.Where(exception => !exception.Values.IsEmpty).SelectMany(exception => exception.Fields!.Items).Select(field => field.Value)),
        };
    }

    private MacroDescription Describe(MacroDefinition macro) =>
        new(macro.Name, compiled.Conditions.IsUsed(macro.Name), Describe(macro.Condition.Whole, compiled.Conditions.Macro(macro.Name)));

    private ListDescription Describe(ListDefinition list)
    {
        var references = list.Items.ToLookup(item => compiled.Lists.IsReference(item, list), item => item.Value);
        var items = compiled.Lists.Items(list).Select(item => item.Text);
        return new ListDescription(list.Name, compiled.Lists.IsUsed(list.Name), [.. references[false]], Sorted(references[true]), [.. items]);
    }

    private ConditionDescription Describe(MappedText text, Expression? resolved)
    {
        var written = ConditionParser.Parse(text, [], compiled.Lists.IsList) is { } condition ? ConditionNames.Of(condition) : null;
        var used = resolved is null ? null : ConditionNames.Of(resolved);
        return new ConditionDescription
        {
            Text = text.Text,
            Compiled = resolved?.ToString() ?? "",
            Macros = [.. written?.Macros ?? []],
            Lists = [.. written?.Words.Where(word => collection.Lists.Find(word) is not null) ?? []],
            Operators = [.. used?.Operators ?? []],
            Fields = [.. used?.Fields ?? []],
        };
    }

    private static IEnumerable<string> Comparisons(ExceptionDefinition exception) =>
        exception.Comparisons?.Items.Select(item => string.Join(' ', item.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        ?? [ExceptionConditions.DefaultComparison(exception.Fields!)];

    private static ImmutableArray<string> Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];
}
