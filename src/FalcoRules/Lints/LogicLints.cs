using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Finds conditions that are never true, and alternatives that are always true. A macro that several rules use is checked once.</summary>
internal sealed class LogicLints(EventSource source, ICollection<Diagnostic> diagnostics)
{
    private const int MaxSteps = 200_000;
    private const int MaxShownParts = 4;

    private readonly FieldLogic _logic = new(source);
    private readonly Dictionary<Expression, bool> _checked = new(ReferenceEqualityComparer.Instance);

    /// <summary>Checks a condition from inside to outside, so that the smallest part is reported.</summary>
    /// <returns>Whether it, or a part of it, was reported.</returns>
    public bool Check(Expression condition)
    {
        if (!_checked.TryGetValue(condition, out var isReported))
        {
            isReported = condition switch
            {
                AndExpression and => CheckAll(and.Operands) || IsContradiction(and),
                OrExpression or => CheckAll(or.Operands) || IsAlwaysTrue(or),
                NotExpression not => Check(not.Operand),
                _ => false,
            };
            _checked[condition] = isReported;
        }

        return isReported;
    }

    private bool CheckAll(IEnumerable<Expression> operands) => operands.Select(Check).ToList().Contains(true);

    private bool IsContradiction(AndExpression condition)
    {
        var parts = Flatten(condition).DistinctBy(ExpressionPrinter.Print).ToDictionary(ExpressionPrinter.Print);
        if (parts.Values.FirstOrDefault(part => part is NotExpression not && parts.ContainsKey(ExpressionPrinter.Print(not.Operand))) is NotExpression negated)
        {
            diagnostics.AddWarning(LintCodes.Contradiction, negated.Location, LintMessages.NegatedPart(ExpressionPrinter.Print(negated.Operand)));
            return true;
        }

        _logic.Allow(MaxSteps);
        var key = _logic.Keys(condition).FirstOrDefault(key => _logic.Candidates(condition, key).All(value => _logic.Evaluate(condition, key, value) == false));
        if (key is null)
        {
            return false;
        }

        var location = parts.Values.Last(part => _logic.Keys(part).Contains(key)).Location;
        diagnostics.AddWarning(LintCodes.Contradiction, location, LintMessages.Contradiction(key, _logic.Parts(condition, key).Take(MaxShownParts)));
        return true;
    }

    private bool IsAlwaysTrue(OrExpression condition)
    {
        _logic.Allow(MaxSteps);
        var excluding = condition.Operands.Where(operand => operand is not ExistsExpression).SelectMany(_logic.Keys).Distinct();
        var key = excluding.FirstOrDefault(key =>
            !condition.Operands.Any(operand => operand is ExistsExpression exists && ExpressionPrinter.Print(exists.Left) == key)
            && _logic.Candidates(condition, key).Where(value => value != FieldCandidate.Absent).All(value => _logic.Evaluate(condition, key, value) == true));
        if (key is null)
        {
            return false;
        }

        diagnostics.AddWarning(LintCodes.AlwaysTrue, condition.Location, LintMessages.AlwaysTrue(key, _logic.Parts(condition, key).Take(MaxShownParts)));
        return true;
    }

    /// <summary>The parts that are joined with <c>and</c>, those of macros included.</summary>
    internal static IEnumerable<Expression> Flatten(Expression condition) => condition is AndExpression and ? and.Operands.SelectMany(Flatten) : [condition];
}
