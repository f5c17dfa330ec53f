using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>A value of a configuration file: a scalar, a list or a mapping. The classes in this file are all the kinds there are.</summary>
/// <param name="location">Where it is written, as <c>file:line:column</c>, or the option that sets it.</param>
internal abstract class ConfigurationNode(string location)
{
    /// <summary>Where it is written, as <c>file:line:column</c>, or the option that sets it.</summary>
    public string Location { get; } = location;

    /// <summary>What it is, for messages; without secrets.</summary>
    public abstract string Description { get; }
}

/// <summary>A scalar. A plain one may be read as a number or a boolean, a quoted one is a string.</summary>
internal sealed class ConfigurationScalar(string location, string text, bool quoted) : ConfigurationNode(location)
{
    public string Text { get; } = text;

    /// <summary>The text with environment variables by their names.</summary>
    public string Written { get; init; } = text;

    public bool Quoted { get; } = quoted;

    /// <summary>Whether it is null: empty or written as null.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Description => Describe(SecretText.Redact(Text));

    /// <summary>What it is, with a text of which secrets were removed in another way.</summary>
    public string Describe(string redacted) => IsNull ? "nothing" : Text.Length == 0 ? "an empty string" : Shortened.Quoted(redacted);
}

/// <summary>A list.</summary>
internal sealed class ConfigurationSequence(string location) : ConfigurationNode(location)
{
    public List<ConfigurationNode> Items { get; } = [];

    public override string Description => "a list";
}

/// <summary>A mapping, with its keys in the order in which they are written.</summary>
internal sealed class ConfigurationMapping(string location) : ConfigurationNode(location)
{
    public OrderedDictionary<string, ConfigurationNode> Entries { get; } = [];

    public override string Description => "a mapping";

    /// <summary>The value of a key; null where it is absent or null.</summary>
    public ConfigurationNode? Find(string key) => Entries.TryGetValue(key, out var value) && value is not ConfigurationScalar { IsNull: true } ? value : null;
}
