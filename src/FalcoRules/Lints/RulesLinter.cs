using FalcoRules.Compile;
using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Runs all lints.</summary>
internal static class RulesLinter
{
    /// <summary>Checks definitions, and those rules that compile.</summary>
    /// <param name="collection">The definitions.</param>
    /// <param name="rules">The compiled rules.</param>
    /// <param name="sources">The event sources.</param>
    /// <param name="matching">The rules that one event can match.</param>
    /// <param name="diagnostics">Receives the warnings; the same one may come from several rules.</param>
    public static void Run(
        RulesCollection collection,
        CompiledRules rules,
        IReadOnlyList<EventSource> sources,
        RuleMatching matching,
        ICollection<Diagnostic> diagnostics)
    {
        RedefinitionLint.Check(collection, diagnostics);
        ListNameLint.Check(collection, rules.Lists, sources, diagnostics);
        foreach (var source in sources)
        {
            var ofSource = rules.Rules.Where(rule => rule.Rule.Source == source.Name).ToList();
            var comparisons = new ComparisonLints(source, diagnostics);
            var logic = new LogicLints(source, diagnostics);
            foreach (var rule in ofSource)
            {
                comparisons.Check(rule.Condition);
                logic.Check(rule.Condition);
            }

            if (matching == RuleMatching.First)
            {
                new ShadowLint(source, diagnostics).Check([.. ofSource.Where(rule => rule.Rule.Enabled)]);
            }
        }
    }
}
