using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Syntax;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Resolve;

/// <summary>
/// Puts the items of lists in place of their names. An item that names a list stands for that list's items, wherever that list is defined:
/// Falco puts names of lists in as text, one list after the other, and so finds later ones as well. An item that is no list is itself.
/// </summary>
internal sealed class ListResolver(DefinitionTable<ListDefinition> lists, ICollection<Diagnostic> diagnostics)
{
    /// <summary>How many items a list may have once the lists in it are put in.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>How many items all lists together may have once the lists in them are put in.</summary>
    public const int MaxItemsOfAll = 5_000_000;

    /// <summary>How deep lists may stand in each other where the inner ones are defined later; one that is defined before is resolved by then.</summary>
    public const int MaxDepth = 1000;

    private readonly Dictionary<string, ImmutableArray<ListItem>> _resolved = [];
    private readonly HashSet<string> _used = [];
    private readonly List<string> _path = [];
    private long _itemsOfAll;

    /// <summary>Whether something that is no list uses the list, or a list that is used does.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>Whether there is a list of that name; does not count as a use.</summary>
    public bool IsList(string name) => lists.Find(name) is not null;

    /// <summary>All items of a list; null where there is no list of that name.</summary>
    public ImmutableArray<ListItem>? Find(string name)
    {
        if (lists.Find(name) is not { } list)
        {
            return null;
        }

        _used.Add(name);
        if (!_resolved.TryGetValue(name, out var items))
        {
            items = Resolve(list);
            _resolved[name] = items;
        }

        return items;
    }

    /// <summary>All items of a list that was resolved; does not count as a use.</summary>
    public ImmutableArray<ListItem> Items(ListDefinition list) => _resolved[list.Name];

    /// <summary>Whether an item stands for another list's items. A list may well hold its own name as a value (java: [java, javac]).</summary>
    public bool IsReference(YamlScalar item, ListDefinition list) => item.Value != list.Name && IsList(item.Value);

    /// <summary>Resolves every list, so that a mistake in one that nothing uses is found too. Does not count as a use.</summary>
    public void ResolveAll()
    {
        foreach (var list in lists.InOrder.Where(list => !_resolved.ContainsKey(list.Name)))
        {
            _resolved[list.Name] = Resolve(list);
        }
    }

    private ImmutableArray<ListItem> Resolve(ListDefinition list)
    {
        if (_path.Count == MaxDepth)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, list.Place, ResolveMessages.ListTooDeep(list.Name, MaxDepth));
            return [];
        }

        _path.Add(list.Name);
        var items = ImmutableArray.CreateBuilder<ListItem>();
        foreach (var item in _itemsOfAll > MaxItemsOfAll ? [] : list.Items)
        {
            var before = items.Count;
            Add(item, list, items);
            _itemsOfAll += items.Count - before;
            if (TooMany(items.Count, list.Name) is { } message)
            {
                diagnostics.AddError(DiagnosticCodes.Validate, list.Place, message);
                items.Clear();
                break;
            }
        }

        _path.RemoveAt(_path.Count - 1);
        return items.ToImmutable();
    }

    private string? TooMany(int items, string name) =>
        items > MaxItems ? ResolveMessages.ListTooLong(name, MaxItems)
        : _itemsOfAll > MaxItemsOfAll ? ResolveMessages.ListsTooLong(MaxItemsOfAll)
        : null;

    private void Add(YamlScalar item, ListDefinition list, ImmutableArray<ListItem>.Builder items)
    {
        if (!IsReference(item, list))
        {
            items.AddRange(Values(item));
        }
        else if (_path.Contains(item.Value))
        {
            var cycle = _path.SkipWhile(name => name != item.Value).Append(item.Value);
            diagnostics.AddError(DiagnosticCodes.Validate, item.Location, ResolveMessages.ListCycle(item.Value, cycle));
        }
        else
        {
            items.AddRange(Find(item.Value)!.Value);
        }
    }

    /// <summary>An item in quotes of the condition language is read by its rules, and one with a blank as if it were; any other is what it says.</summary>
    private ImmutableArray<ListItem> Values(YamlScalar item)
    {
        if (item.Value is not ['"' or '\'', ..])
        {
            return [ReadEscapes(item) ?? new ListItem(item.Location, item.Value, false)];
        }

        var text = Texts.Enclose("item.text in (", item.Text, ")");
        return ConditionParser.Parse(text, diagnostics) is ComparisonExpression { Right: ListRight right } ? right.Items : [];
    }

    private static ListItem? ReadEscapes(YamlScalar item) => item.Value.Contains('\\') ? Texts.InQuotes(item.Text)?.Item : null;
}
