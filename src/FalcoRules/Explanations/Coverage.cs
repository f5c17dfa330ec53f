using FalcoRules.Evaluation;

namespace FalcoRules.Explanations;

/// <summary>Which rules, macros and list items were true for at least one event. One thread uses it.</summary>
public sealed class Coverage
{
    private readonly Dictionary<string, bool> _rules = [];
    private readonly Dictionary<string, bool> _macros = [];
    private readonly Dictionary<(string List, string Item), bool> _items = [];

    /// <summary>The rules that no event matched, sorted.</summary>
    public IReadOnlyList<string> UntouchedRules => Untouched(_rules);

    /// <summary>The macros that were true for no event, sorted.</summary>
    public IReadOnlyList<string> UntouchedMacros => Untouched(_macros);

    /// <summary>The list items that no comparison found, sorted by list.</summary>
    public IReadOnlyList<(string List, string Item)> UntouchedItems => [.. _items.Where(pair => !pair.Value).Select(pair => pair.Key).Order()];

    /// <summary>How many rules, macros and list items there are, and how many of each were true.</summary>
    public (int Touched, int All) Rules => Counts(_rules);

    /// <summary>The same for macros.</summary>
    public (int Touched, int All) Macros => Counts(_macros);

    /// <summary>The same for list items.</summary>
    public (int Touched, int All) Items => Counts(_items);

    /// <summary>Adds the current event.</summary>
    /// <param name="rules">Rules that were built with list items.</param>
    /// <param name="values">The values of the event.</param>
    public void Add(IEnumerable<ExplainedRule> rules, EventValues values)
    {
        foreach (var rule in rules)
        {
            Mark(_rules, rule.Rule.Name, Visit(rule.Condition, values));
        }
    }

    private bool Visit(ConditionPart part, EventValues values)
    {
        var results = part.Parts.Select(inner => Visit(inner, values)).ToList();
        switch (part.Kind)
        {
            case ConditionPartKind.And: return results.TrueForAll(result => result);
            case ConditionPartKind.Or: return results.Contains(true);
            case ConditionPartKind.Not or ConditionPartKind.Exception: return !results[0];
            case ConditionPartKind.Macro:
                Mark(_macros, part.Text, results[0]);
                return results[0];
            default: return Compare(part, values);
        }
    }

    private bool Compare(ConditionPart part, EventValues values)
    {
        foreach (var item in part.ListItems)
        {
            var key = (item.List, item.Item);
            if (!_items.GetValueOrDefault(key))
            {
                _items[key] = item.Predicate.Test(values);
            }
        }

        return part.Predicate!.Test(values);
    }

    private static void Mark(Dictionary<string, bool> marks, string name, bool isTouched) => marks[name] = isTouched || marks.GetValueOrDefault(name);

    private static IReadOnlyList<string> Untouched(Dictionary<string, bool> marks) =>
        [.. marks.Where(pair => !pair.Value).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    private static (int Touched, int All) Counts<T>(Dictionary<T, bool> marks)
        where T : notnull => (marks.Values.Count(isTouched => isTouched), marks.Count);
}
