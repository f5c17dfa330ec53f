using System.Diagnostics.CodeAnalysis;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>The keys and values of one item, read by the rows of its kind.</summary>
internal sealed class ItemFields
{
    private readonly YamlMapping _item;
    private readonly ICollection<Diagnostic> _diagnostics;

    /// <summary>Takes an item and warns of keys that it should not have.</summary>
    public ItemFields(YamlMapping item, ItemKind kind, ICollection<Diagnostic> diagnostics)
    {
        _item = item;
        Kind = kind;
        _diagnostics = diagnostics;
        WarnOfUselessKeys();
    }

    /// <summary>What the item is.</summary>
    public ItemKind Kind { get; }

    /// <summary>Where the item stands.</summary>
    public SourceSpan Location => _item.Location;

    /// <summary>Whether a value that was asked for is missing or wrong.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether the item has the key.</summary>
    public bool Has(ItemKey key) => _item.Find(key.Name) is not null;

    /// <summary>Where the key stands; the item where it has none.</summary>
    public SourceSpan KeyLocation(ItemKey key) => _item.FindEntry(key.Name)?.Key.Location ?? Location;

    /// <summary>Where the value stands; the item where it has none.</summary>
    public SourceSpan ValueLocation(ItemKey key) => _item.Find(key.Name)?.Location ?? Location;

    /// <summary>The keys that have a meaning for the kind, in the order of its rows.</summary>
    public IEnumerable<ItemKey> Present() => Kind.Keys.Where(Has);

    /// <summary>The value of a key.</summary>
    /// <returns>Whether it is there and right; a wrong one is reported.</returns>
    public bool TryGet<T>(ItemKey<T> key, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (_item.Find(key.Name) is not { } node)
        {
            return false;
        }

        var isRight = key.Decode(node, key.Name, _diagnostics, out value);
        HasErrors |= !isRight;
        return isRight;
    }

    /// <summary>The value of a key; the default where it is not there or wrong.</summary>
    public T Get<T>(ItemKey<T> key, T defaultValue) => TryGet(key, out var value) ? value : defaultValue;

    /// <summary>Reports every required key that is missing.</summary>
    public void Require()
    {
        foreach (var key in Kind.Keys.Where(key => key.IsRequired && !Has(key)))
        {
            Fail(DiagnosticCodes.YamlValidate, NamePlace(), ItemMessages.MissingKey(Kind.Label, key.Name));
        }
    }

    /// <summary>Reports an error of the item.</summary>
    public void Fail(DiagnosticCode code, SourceSpan place, string message)
    {
        HasErrors = true;
        _diagnostics.AddError(code, place, message);
    }

    /// <summary>Remembers an error that was reported elsewhere.</summary>
    public void MarkBroken() => HasErrors = true;

    /// <summary>Reports a doubt about the item.</summary>
    public void Warn(DiagnosticCode code, SourceSpan place, string message) => _diagnostics.AddWarning(code, place, message);

    private SourceSpan NamePlace() => Has(Kind.Identifier) ? ValueLocation(Kind.Identifier) : Location;

    private void WarnOfUselessKeys()
    {
        var seen = new HashSet<string>();
        foreach (var key in _item.Entries.Select(entry => entry.Key))
        {
            if (Kind.Find(key.Value) is null)
            {
                var nearest = NearestName.Find(key.Value, Kind.Keys.Select(known => known.Name));
                Warn(DiagnosticCodes.UnknownKey, key.Location, ItemMessages.UnknownKey(Kind.Label, key.Value, nearest));
            }
            else if (!seen.Add(key.Value))
            {
                Warn(DiagnosticCodes.UnknownKey, key.Location, ItemMessages.DuplicateKey(key.Value));
            }
        }
    }
}
