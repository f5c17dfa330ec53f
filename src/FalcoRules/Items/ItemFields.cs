using System.Diagnostics.CodeAnalysis;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>The keys and values of one item, read according to the rows of its kind.</summary>
internal sealed class ItemFields
{
    private readonly YamlMapping _item;
    private readonly ICollection<Diagnostic> _diagnostics;

    /// <summary>Creates the fields of an item and warns about unknown keys.</summary>
    public ItemFields(YamlMapping item, ItemKind kind, ICollection<Diagnostic> diagnostics)
    {
        _item = item;
        Kind = kind;
        _diagnostics = diagnostics;
        WarnOfUselessKeys();
    }

    /// <summary>The kind of the item.</summary>
    public ItemKind Kind { get; }

    /// <summary>The location of the item.</summary>
    public SourceSpan Location => _item.Location;

    /// <summary>Whether a value that was read is missing or invalid.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether the item has the key.</summary>
    public bool Has(ItemKey key) => _item.Find(key.Name) is not null;

    /// <summary>The location of the key; that of the item if the key is missing.</summary>
    public SourceSpan KeyLocation(ItemKey key) => _item.FindEntry(key.Name)?.Key.Location ?? Location;

    /// <summary>The location of the value; that of the item if the key is missing.</summary>
    public SourceSpan ValueLocation(ItemKey key) => _item.Find(key.Name)?.Location ?? Location;

    /// <summary>The known keys of the item, in the order of the rows of its kind.</summary>
    public IEnumerable<ItemKey> Present() => Kind.Keys.Where(Has);

    /// <summary>The value of a key.</summary>
    /// <returns>Whether it is present and valid; an invalid value is reported.</returns>
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

    /// <summary>The value of a key; the default if it is missing or invalid.</summary>
    public T Get<T>(ItemKey<T> key, T defaultValue) => TryGet(key, out var value) ? value : defaultValue;

    /// <summary>Reports every required key that is missing.</summary>
    public void Require()
    {
        foreach (var key in Kind.Keys.Where(key => key.IsRequired && !Has(key)))
        {
            Fail(DiagnosticCodes.YamlValidate, NameLocation(), ItemMessages.MissingKey(Kind.Label, key.Name));
        }
    }

    /// <summary>Reports an error of the item.</summary>
    public void Fail(DiagnosticCode code, SourceSpan location, string message)
    {
        HasErrors = true;
        _diagnostics.AddError(code, location, message);
    }

    /// <summary>Records an error that was reported elsewhere.</summary>
    public void MarkBroken() => HasErrors = true;

    /// <summary>Reports a warning about the item.</summary>
    public void Warn(DiagnosticCode code, SourceSpan location, string message) => _diagnostics.AddWarning(code, location, message);

    private SourceSpan NameLocation() => Has(Kind.Identifier) ? ValueLocation(Kind.Identifier) : Location;

    private void WarnOfUselessKeys()
    {
        var seen = new HashSet<string>();
        foreach (var key in _item.Entries.Select(entry => entry.Key))
        {
            if (Kind.Find(key.Value) is null)
            {
                var nearest = OtherKeyNames.Nearest(key.Value, Kind.Keys.Select(known => known.Name));
                Warn(DiagnosticCodes.UnknownKey, key.Location, ItemMessages.UnknownKey(Kind.Label, key.Value, nearest));
            }
            else if (!seen.Add(key.Value))
            {
                Warn(DiagnosticCodes.UnknownKey, key.Location, ItemMessages.DuplicateKey(key.Value));
            }
        }
    }
}
