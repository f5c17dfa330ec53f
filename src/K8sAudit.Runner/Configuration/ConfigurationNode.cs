using YamlDotNet.Core;

namespace K8sAudit.Runner.Configuration;

/// <summary>A piece of a configuration file. The classes in this file are all the kinds there are.</summary>
/// <param name="place">Where it stands, as <c>file:line:column</c>.</param>
internal abstract class ConfigurationNode(string place)
{
    /// <summary>Where it stands, as <c>file:line:column</c>, or where else it came from.</summary>
    public string Place { get; } = place;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>One value. A plain one may stand for a number or a truth value, a quoted one is a text.</summary>
internal sealed class ConfigurationScalar(string place, string text, bool quoted) : ConfigurationNode(place)
{
    public string Text { get; } = text;

    /// <summary>The text with environment variables by their names.</summary>
    public string Written { get; init; } = text;

    public bool Quoted { get; } = quoted;

    /// <summary>Whether it says that there is nothing.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => $"'{Text}'";
}

/// <summary>A list.</summary>
internal sealed class ConfigurationSequence(string place) : ConfigurationNode(place)
{
    public List<ConfigurationNode> Items { get; } = [];

    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order in which they stand.</summary>
internal sealed class ConfigurationMapping(string place) : ConfigurationNode(place)
{
    public OrderedDictionary<string, ConfigurationNode> Entries { get; } = [];

    public override string Kind => "a mapping";

    /// <summary>The value of a key; null where there is none, or a null.</summary>
    public ConfigurationNode? Find(string key) => Entries.TryGetValue(key, out var value) && value is not ConfigurationScalar { IsNull: true } ? value : null;

    public static string PlaceOf(string file, Mark mark) => $"{file}:{mark.Line}:{mark.Column}";
}
