using System.Text.RegularExpressions;
using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Resolve;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Finds bare words in parentheses that look like the name of a list and are none.</summary>
internal sealed partial class ListNameLint
{
    private readonly RulesCollection _collection;
    private readonly ListResolver _lists;
    private readonly ICollection<Diagnostic> _diagnostics;

    private ListNameLint(RulesCollection collection, ListResolver lists, ICollection<Diagnostic> diagnostics) =>
        (_collection, _lists, _diagnostics) = (collection, lists, diagnostics);

    /// <summary>Checks the conditions as they are written, because names of lists are gone after they are resolved.</summary>
    public static void Check(RulesCollection collection, ListResolver lists, IReadOnlyList<EventSource> sources, ICollection<Diagnostic> diagnostics)
    {
        var lint = new ListNameLint(collection, lists, diagnostics);
        var macros = collection.Macros.InOrder.Select(macro => macro.Condition.Whole);
        var rules = collection.Rules.InOrder.Where(rule => sources.Any(source => source.Name == rule.Source)).Select(rule => rule.Condition.Whole);
        foreach (var text in macros.Concat(rules))
        {
            lint.Check(ConditionParser.Parse(text, [], lists.IsList));
        }
    }

    private void Check(Expression? condition)
    {
        switch (condition)
        {
            case AndExpression and: and.Operands.ToList().ForEach(Check); break;
            case OrExpression or: or.Operands.ToList().ForEach(Check); break;
            case NotExpression not: Check(not.Operand); break;
            case ComparisonExpression { Right: ListRight list }: list.Items.Where(item => !item.Quoted).ToList().ForEach(Check); break;
        }
    }

    private void Check(ListItem item)
    {
        if (_lists.IsList(item.Text) || _collection.Lists.IsBroken(item.Text) || !_collection.IsComplete)
        {
            return;
        }

        if (_collection.Macros.Find(item.Text) is not null)
        {
            _diagnostics.AddWarning(LintCodes.UnknownList, item.Location, LintMessages.MacroInParentheses(item.Text));
        }
        else if (ListName().IsMatch(item.Text))
        {
            _diagnostics.AddWarning(LintCodes.UnknownList, item.Location, LintMessages.UnknownList(item.Text, _collection.Lists.Suggestions));
        }
    }

    /// <summary>Lower case with underscores: names of lists have them, names of Kubernetes objects cannot.</summary>
    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)+\z")]
    private static partial Regex ListName();
}
