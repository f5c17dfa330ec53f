using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Yaml;

/// <summary>
/// A YAML node with its location. The derived types in this file are all that exist. Aliases are expanded: the node of an anchor appears in several
/// parents, with the location of the anchor. Merge keys (<c>&lt;&lt;</c>) are ordinary keys, as in Falco.
/// </summary>
public abstract record YamlNode
{
    private protected YamlNode(SourceSpan location, YamlExtent extent)
    {
        Location = location;
        Extent = extent;
    }

    /// <summary>Where the node is written.</summary>
    public SourceSpan Location { get; }

    /// <summary>Whether the node is an empty or <c>null</c> plain scalar.</summary>
    public virtual bool IsNull => false;

    /// <summary>What the node is, for messages: <c>a mapping</c>, <c>'text'</c> …</summary>
    public abstract string Description { get; }

    /// <summary>How large the node is with its aliases expanded.</summary>
    internal YamlExtent Extent { get; }
}

/// <summary>A scalar in any of YAML's styles.</summary>
public sealed record YamlScalar : YamlNode
{
    private const int MaxShownLength = 60;

    internal YamlScalar(SourceSpan location, MappedText text, bool isPlain)
        : base(location, YamlExtent.Scalar)
    {
        Text = text;
        IsPlain = isPlain;
    }

    /// <summary>The value, and the location of each of its characters.</summary>
    public MappedText Text { get; }

    /// <summary>The value: unquoted, unescaped, folded.</summary>
    public string Value => Text.Text;

    /// <summary>Whether it is written without quotes, tag and block indicator, so that it may be a number, a boolean or null.</summary>
    public bool IsPlain { get; }

    /// <inheritdoc/>
    public override bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    public override string Description => IsNull ? "nothing" : $"'{Beginning}'";

    private string Beginning
    {
        get
        {
            var end = Value.AsSpan().IndexOf('\n') is var line and >= 0 ? Math.Min(line, MaxShownLength) : MaxShownLength;
            return Value.Length <= end ? Value : $"{Value.AsSpan(0, end)}…";
        }
    }
}

/// <summary><c>[a, b]</c></summary>
public sealed record YamlSequence : YamlNode
{
    internal YamlSequence(SourceSpan location, ImmutableArray<YamlNode> items)
        : base(location, YamlExtent.Around(items)) => Items = items;

    /// <summary>The items, in order.</summary>
    public ImmutableArray<YamlNode> Items { get; }

    /// <inheritdoc/>
    public override string Description => "a sequence";
}

/// <summary><c>{a: b}</c></summary>
public sealed record YamlMapping : YamlNode
{
    internal YamlMapping(SourceSpan location, ImmutableArray<YamlEntry> entries)
        : base(location, YamlExtent.Around(entries)) => Entries = entries;

    /// <summary>The entries in the order of the file, those with the same key included: the caller decides what a duplicate means.</summary>
    public ImmutableArray<YamlEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>The value of the first entry with that key; null if there is none.</summary>
    public YamlNode? Find(string key) => FindEntry(key)?.Value;

    /// <summary>The first entry with that key; null if there is none.</summary>
    public YamlEntry? FindEntry(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key);
}

/// <summary>An entry of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
