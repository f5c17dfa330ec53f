using System.Globalization;
using System.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>
/// The path of a value in a configuration, as in <c>-o</c>: <c>key.subkey</c>, <c>list[0].key</c>, <c>list[]</c> for a new entry at the end, and a backslash
/// before a dot, bracket or backslash that is part of a key (Falco's <c>yaml_helper.h</c>).
/// </summary>
internal sealed class ConfigurationPath
{
    /// <summary>How deep a configuration may be nested; Falco's own is four levels deep.</summary>
    public const int MaxDepth = 64;

    private const char Escape = '\\';
    private readonly string _text;
    private readonly List<Step> _steps = [];

    private ConfigurationPath(string text) => _text = text;

    /// <summary>A key of a mapping, or an index of a list; -1 is behind its end.</summary>
    private readonly record struct Step(string? Key, int Index);

    /// <summary>The top-level key.</summary>
    public string Top => _steps[0].Key ?? "";

    /// <summary>Whether the path leads to a key directly below a top-level key, as in <c>top.key</c> and not in <c>top[0].key</c>.</summary>
    public bool IsBelow(string top) => Top == top && _steps is [_, { Key: not null }, ..];

    /// <summary>The keys of the path, without the indexes of lists.</summary>
    public IEnumerable<string> Keys => _steps.Select(step => step.Key).OfType<string>();

    /// <summary>Reads a path.</summary>
    /// <exception cref="UserError">The text is not a path; the message names the position.</exception>
    public static ConfigurationPath Parse(string text)
    {
        var path = new ConfigurationPath(text);
        path.Parse();
        return path;
    }

    /// <summary>Sets the value. Missing mappings and lists on the way are created.</summary>
    /// <exception cref="UserError">On the way is another value than a mapping or list, or a list is too short.</exception>
    public void Set(ConfigurationMapping root, ConfigurationNode value)
    {
        ConfigurationNode node = root;
        for (var i = 0; i < _steps.Count - 1; i++)
        {
            node = Descend(node, _steps[i], _steps[i + 1]);
        }

        Assign(node, _steps[^1], value);
    }

    public override string ToString() => _text;

    private void Parse()
    {
        for (var position = 0; position < _text.Length;)
        {
            position = ParseKey(position);
            while (position < _text.Length && _text[position] == '[')
            {
                position = ParseIndex(position);
            }

            if (position < _text.Length)
            {
                position = _text[position] == '.' && position + 1 < _text.Length
                    ? position + 1
                    : throw Error($"expected '.' or '[' and then a key at position {position}");
            }
        }

        if (_steps.Count is 0 or > MaxDepth)
        {
            throw Error(_steps.Count == 0 ? "the key is empty" : $"expected at most {MaxDepth} levels, found {_steps.Count}");
        }
    }

    private int ParseKey(int position)
    {
        var key = new StringBuilder();
        for (; position < _text.Length && _text[position] is not ('.' or '['); position++)
        {
            if (_text[position] == Escape)
            {
                position++;
                if (position == _text.Length || _text[position] is not ('.' or '[' or ']' or Escape))
                {
                    throw Error($"expected '.', '[', ']' or another backslash after the backslash at position {position - 1}");
                }
            }

            key.Append(_text[position]);
        }

        if (key.Length == 0)
        {
            throw Error($"expected a key at position {position}");
        }

        _steps.Add(new Step(key.ToString(), 0));
        return position;
    }

    private int ParseIndex(int position)
    {
        var end = _text.IndexOf(']', position);
        if (end < 0)
        {
            throw Error($"expected ']' after the bracket at position {position}");
        }

        var text = _text.AsSpan(position + 1, end - position - 1);
        var index = -1;
        if (!text.IsEmpty && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index))
        {
            throw Error($"expected a number in brackets, found '{text}'");
        }

        _steps.Add(new Step(null, index));
        return end + 1;
    }

    private ConfigurationNode Descend(ConfigurationNode node, Step step, Step next)
    {
        var child = Child(node, step);
        if (next.Key is null ? child is ConfigurationSequence : child is ConfigurationMapping)
        {
            return child!;
        }

        if (child is not (null or ConfigurationScalar { IsNull: true } or ConfigurationScalar { Text: "" }))
        {
            throw Error($"{(step.Key is null ? $"entry {step.Index}" : $"'{step.Key}'")}: expected {(next.Key is null ? "a list" : "a mapping")}, found {child.Description}");
        }

        ConfigurationNode created = next.Key is null
            ? new ConfigurationSequence(RunnerMessages.OverrideLocation(_text))
            : new ConfigurationMapping(RunnerMessages.OverrideLocation(_text));
        Assign(node, step, created);
        return created;
    }

    private static ConfigurationNode? Child(ConfigurationNode node, Step step) => node switch
    {
        ConfigurationMapping mapping => mapping.Entries.GetValueOrDefault(step.Key!),
        ConfigurationSequence sequence when step.Index >= 0 && step.Index < sequence.Items.Count => sequence.Items[step.Index],
        _ => null,
    };

    private void Assign(ConfigurationNode node, Step step, ConfigurationNode value)
    {
        if (node is ConfigurationMapping mapping)
        {
            mapping.Entries[step.Key!] = value;
            return;
        }

        var items = ((ConfigurationSequence)node).Items;
        if (step.Index > items.Count)
        {
            throw Error($"expected an index up to {items.Count}, the length of the list, found {step.Index}; use [] to add an entry at the end");
        }

        if (step.Index >= 0 && step.Index < items.Count)
        {
            items[step.Index] = value;
        }
        else
        {
            items.Add(value);
        }
    }

    private UserError Error(string text) => new($"{RunnerMessages.OverrideLocation(_text)}: {text}");
}
