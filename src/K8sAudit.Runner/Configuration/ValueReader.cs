using System.Globalization;

namespace K8sAudit.Runner.Configuration;

/// <summary>Reads typed values out of a mapping; a value of another kind is an error that says what was found and expected.</summary>
/// <param name="mapping">The mapping; null for one that is not there, which has defaults only.</param>
/// <param name="path">Its path, for messages; empty for the top.</param>
internal sealed class ValueReader(ConfigurationMapping? mapping, string path)
{
    public bool Has(string key) => mapping?.Find(key) is not null;

    /// <summary>Where the mapping stands.</summary>
    public string Place => mapping?.Place ?? "";

    /// <summary>All keys with their values.</summary>
    public IEnumerable<KeyValuePair<string, ConfigurationNode>> Entries => mapping is null ? [] : mapping.Entries;

    public bool Bool(string key, bool @default) => mapping?.Find(key) is not { } node ? @default
        : node is ConfigurationScalar scalar && YamlBoolean.Parse(scalar.Text) is { } value ? value
        : throw Unexpected(node, key, "true or false");

    public int Number(string key, int @default) => mapping?.Find(key) is not { } node ? @default
        : node is ConfigurationScalar scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Unexpected(node, key, "a whole number that is not negative");

    public string Text(string key, string @default) => mapping?.Find(key) is not { } node ? @default
        : node is ConfigurationScalar scalar ? scalar.Text
        : throw Unexpected(node, key, "one value");

    public string RequiredText(string key) => Text(key, "") is { Length: > 0 } text ? text : throw new UserError($"{Place}: {Full(key)} is missing");

    /// <summary>One of a few words, in any case; the table's own spelling is in the message.</summary>
    public T Word<T>(string key, T @default, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (mapping?.Find(key) is not { } node)
        {
            return @default;
        }

        foreach (var (word, value) in words)
        {
            if (node is ConfigurationScalar scalar && scalar.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Unexpected(node, key, $"one of {string.Join(", ", words.ToArray().Select(pair => pair.Word))}");
    }

    /// <summary>The block of that key; one that is not there has defaults only.</summary>
    public ValueReader Block(string key) => new(mapping?.Find(key) switch
    {
        null => null,
        ConfigurationMapping block => block,
        var node => throw Unexpected(node, key, "keys and values"),
    }, Full(key));

    /// <summary>The values of a list; one value counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => item is ConfigurationScalar scalar ? scalar.Text : throw Unexpected(item, key, "a list of values"))];

    /// <summary>The blocks of a list.</summary>
    public IReadOnlyList<ValueReader> Blocks(string key) => [.. Items(key).Select((item, index) => new ValueReader(item as ConfigurationMapping ?? throw Unexpected(item, key, "a list of keys and values"), $"{Full(key)}[{index}]"))];

    /// <summary>The entries of a list, whatever they are.</summary>
    public IReadOnlyList<ConfigurationNode> Items(string key) => mapping?.Find(key) switch
    {
        null => [],
        ConfigurationSequence sequence => sequence.Items,
        ConfigurationScalar scalar => [scalar],
        var node => throw Unexpected(node, key, "a list"),
    };

    /// <summary>The node of that key; null where there is none.</summary>
    public ConfigurationNode? Node(string key) => mapping?.Find(key);

    public UserError Unexpected(ConfigurationNode node, string key, string expected) => new($"{node.Place}: {Full(key)}: expected {expected}, found {node.Kind}");

    private string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
