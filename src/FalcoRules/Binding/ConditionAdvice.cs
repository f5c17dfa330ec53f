using System.Buffers;
using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>
/// Reports comparisons that are valid but probably not intended: Falco's warnings (libsinsp, filter.cpp; Falco, filter_warning_resolver.cpp).
/// </summary>
internal sealed class ConditionAdvice(EventSource source, DiagnosticReporter reporter)
{
    private const string NotAvailable = "<NA>";
    private static readonly SearchValues<char> _special = SearchValues.Create(".+*?^$()[]{}|\\");

    /// <summary>Checks one comparison.</summary>
    public void Note(ComparisonExpression comparison)
    {
        foreach (var item in Constants(comparison.Right))
        {
            if (item.Text == NotAvailable && comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In
                or ComparisonOperator.Intersects or ComparisonOperator.PMatch)
            {
                reporter.Warning(DiagnosticCodes.UnsafeNaCheck, item.Location, BindingMessages.UnsafeNotAvailable);
            }

            if (comparison.Operator == ComparisonOperator.Regex && IsPlainText(item.Text))
            {
                reporter.Warning(DiagnosticCodes.ConditionWarning, item.Location, BindingMessages.RegexNotNeeded(item.Text));
            }

            NoteMistakenText(item);
        }
    }

    private static ImmutableArray<ListItem> Constants(RightSide right) => right switch
    {
        ValueRight value => [new ListItem(value.Location, value.Text, value.Quoted)],
        ListRight list => list.Items,
        _ => [],
    };

    private void NoteMistakenText(ListItem item)
    {
        var text = HasWhiteSpace(item.Text) ? string.Concat(item.Text.Where(c => !char.IsWhiteSpace(c))) : item.Text;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (source.Find(bracket < 0 ? text : text[..bracket]) is not null)
        {
            reporter.Warning(DiagnosticCodes.ConditionWarning, item.Location, BindingMessages.FieldAsString(item.Text));
        }

        if (text.EndsWith(')') && text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && TransformerTable.Find(text[..open]) is not null)
        {
            reporter.Warning(DiagnosticCodes.ConditionWarning, item.Location, BindingMessages.TransformerAsString(item.Text));
        }
    }

    // A loop, because this is called for each constant of the rules.
    private static bool HasWhiteSpace(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an expression matches what <c>=</c>, <c>contains</c>, <c>startswith</c> or <c>endswith</c> matches.</summary>
    private static bool IsPlainText(string pattern)
    {
        var body = pattern.AsSpan();
        body = body.StartsWith("^") ? body[1..] : body;
        body = body.EndsWith("$") ? body[..^1] : body;
        body = body.Length >= 2 && body[0] == '.' && "+*?".Contains(body[1]) ? body[2..] : body;
        body = body.Length >= 2 && body[^2] == '.' && "+*?".Contains(body[^1]) ? body[..^2] : body;
        return body.IndexOfAny(_special) < 0;
    }
}
