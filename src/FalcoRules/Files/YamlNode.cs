using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>A piece of YAML that knows where it stands. The records in this file are all the kinds there are.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Weight">How many nodes it is, with aliases counted as what they stand for.</param>
internal abstract record YamlNode(SourceSpan Location, int Weight)
{
    /// <summary>Whether it is an empty or <c>null</c> plain scalar.</summary>
    public virtual bool IsNull => false;

    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }
}

/// <summary>A text in any of YAML's styles.</summary>
/// <param name="Location">Where it stands, quotes included.</param>
/// <param name="Text">The text that it means, and where each of its characters stands.</param>
/// <param name="IsPlain">Whether it is written without quotes, tags and block indicators.</param>
internal sealed record YamlScalar(SourceSpan Location, MappedText Text, bool IsPlain) : YamlNode(Location, 1)
{
    private const int MaxShownLength = 60;

    /// <summary>The text that it means.</summary>
    public string Value => Text.Text;

    public override bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");

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
internal sealed record YamlSequence(SourceSpan Location, ImmutableArray<YamlNode> Items, int Weight) : YamlNode(Location, Weight)
{
    public override string Description => "a sequence";
}

/// <summary><c>{a: b}</c></summary>
internal sealed record YamlMapping(SourceSpan Location, ImmutableArray<YamlEntry> Entries, int Weight) : YamlNode(Location, Weight)
{
    public override string Description => "a mapping";

    /// <summary>The first value of that key; null where there is none.</summary>
    public YamlNode? Find(string key) => FindEntry(key)?.Value;

    /// <summary>The first entry of that key; null where there is none.</summary>
    public YamlEntry? FindEntry(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key);
}

/// <summary>An entry of a mapping.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
