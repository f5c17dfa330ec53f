using System.Collections.Immutable;
using FalcoRules.Compile;
using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>
/// Finds rules whose events an earlier rule matches. Each part of the earlier condition must follow from the later one: it is one of its parts, or holds for
/// each value that the later condition allows.
/// </summary>
internal sealed class ShadowLint(EventSource source, ICollection<Diagnostic> diagnostics)
{
    private const int MaxRules = 1000;
    private const int MaxSteps = 20_000;

    private readonly FieldLogic _logic = new(source);

    /// <summary>Checks the enabled rules of the source, in the order in which they were loaded.</summary>
    public void Check(IReadOnlyList<CompiledRule> rules)
    {
        var known = new List<Parts>();
        foreach (var later in rules.Take(MaxRules).Select(Read))
        {
            if (known.Find(earlier => earlier.All.All(part => Follows(part.Expression, part.Text, later))) is { } shadowing)
            {
                var message = LintMessages.Shadowed(later.Rule.Rule.Name, shadowing.Rule.Rule.Name, shadowing.Rule.Definition.Location);
                diagnostics.AddWarning(LintCodes.Shadowed, later.Rule.Definition.Location, message);
            }

            known.Add(later);
        }
    }

    private Parts Read(CompiledRule rule)
    {
        var parts = LogicLints.Flatten(rule.Condition).Select(part => (Expression: part, Text: ExpressionPrinter.Print(part))).ToImmutableArray();
        return new Parts(rule, parts, [.. parts.Select(part => part.Text)], [.. _logic.Keys(rule.Condition)]);
    }

    private bool Follows(Expression part, string text, Parts later)
    {
        if (later.Texts.Contains(text))
        {
            return true;
        }

        return part switch
        {
            AndExpression and => and.Operands.All(operand => Follows(operand, ExpressionPrinter.Print(operand), later)),
            OrExpression alternatives when alternatives.Operands.Any(operand => Follows(operand, ExpressionPrinter.Print(operand), later)) => true,
            _ => HoldsForAllowedValues(part, later),
        };
    }

    private bool HoldsForAllowedValues(Expression part, Parts later)
    {
        if (_logic.Keys(part) is not { Count: 1 } keys || !later.Keys.Contains(keys.First()))
        {
            return false;
        }

        _logic.Allow(MaxSteps);
        var key = keys.First();
        var both = new AndExpression(part.Location, [part, later.Rule.Condition]);
        return _logic.Candidates(both, key)
            .All(value => _logic.Evaluate(part, key, value) == true || _logic.Evaluate(later.Rule.Condition, key, value) == false);
    }

    /// <summary>A rule with the parts of its condition.</summary>
    private sealed record Parts(
        CompiledRule Rule,
        ImmutableArray<(Expression Expression, string Text)> All,
        ImmutableHashSet<string> Texts,
        ImmutableHashSet<string> Keys);
}
