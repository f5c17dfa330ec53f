using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Syntax;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Resolve;

/// <summary>
/// Replaces the names of lists by their items. An item that names a list is replaced by that list's items, wherever that list is defined:
/// Falco replaces names of lists as text, one list after the other, and so finds later ones as well. Other items are values.
/// </summary>
internal sealed class ListResolver(DefinitionTable<ListDefinition> lists, ICollection<Diagnostic> diagnostics)
{
    /// <summary>Maximum number of items of a list with its nested lists expanded.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>Maximum number of items of all lists together, with nested lists expanded.</summary>
    public const int MaxItemsOfAll = 5_000_000;

    /// <summary>Maximum nesting depth of lists whose inner lists are defined later; a list that is defined before is already resolved.</summary>
    public const int MaxDepth = 1000;

    private readonly Dictionary<string, ImmutableArray<ListItem>> _resolved = [];
    private readonly HashSet<string> _used = [];
    private readonly List<string> _path = [];
    private long _itemsOfAll;

    /// <summary>Whether a rule, a macro or a used list uses the list.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>Whether there is a list of that name; does not count as a use.</summary>
    public bool IsList(string name) => lists.Find(name) is not null;

    /// <summary>All items of a list; null if there is no list of that name.</summary>
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

    /// <summary>All items of a resolved list; does not count as a use.</summary>
    public ImmutableArray<ListItem> Items(ListDefinition list) => _resolved[list.Name];

    /// <summary>Whether an item is replaced by another list's items. A list may contain its own name as a value (java: [java, javac]).</summary>
    public bool IsReference(YamlScalar item, ListDefinition list) => item.Value != list.Name && IsList(item.Value);

    /// <summary>Resolves every list, so that errors in unused ones are found too. Does not count as a use.</summary>
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
            diagnostics.AddError(DiagnosticCodes.Validate, list.Location, ResolveMessages.ListTooDeep(list.Name, MaxDepth));
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
                diagnostics.AddError(DiagnosticCodes.Validate, list.Location, message);
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

    /// <summary>An item in quotes is parsed as a string of the condition language, and so is one with a blank; any other item is literal.</summary>
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
