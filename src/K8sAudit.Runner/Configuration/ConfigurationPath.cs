using System.Globalization;
using System.Text;

namespace K8sAudit.Runner.Configuration;

/// <summary>
/// A place in a configuration, as <c>-o</c> names it: <c>key.sub</c>, <c>list[0].key</c>, <c>list[]</c> for a new entry at the end, and a backslash in
/// front of a dot, bracket or backslash that belongs to a key (Falco's <c>yaml_helper.h</c>).
/// </summary>
internal sealed class ConfigurationPath
{
    private const char Escape = '\\';
    private readonly string _text;
    private readonly List<Step> _steps = [];

    private ConfigurationPath(string text) => _text = text;

    /// <summary>A key, or a place in a list; an index of -1 is behind its end.</summary>
    private readonly record struct Step(string? Key, int Index);

    /// <summary>The first key: the top-level option that the path leads into.</summary>
    public string Top => _steps[0].Key ?? "";

    /// <summary>Reads a path.</summary>
    /// <exception cref="UserError">The text is none; the message points at the character.</exception>
    public static ConfigurationPath Parse(string text)
    {
        var path = new ConfigurationPath(text);
        path.Parse();
        return path;
    }

    /// <summary>Sets the value there; keys and lists on the way are made where they are missing.</summary>
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
                position = _text[position] == '.' && position + 1 < _text.Length ? position + 1 : throw Error($"expected '.' or '[' and a key behind it at position {position}");
            }
        }

        if (_steps.Count == 0)
        {
            throw Error("the key is empty");
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
                    throw Error($"a backslash stands in front of '.', '[', ']' or another backslash only (position {position - 1})");
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
        var inner = end < 0 ? "" : _text[(position + 1)..end];
        if (end < 0 || (inner.Length > 0 && !int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw Error(end < 0 ? $"the bracket at position {position} is not closed" : $"expected a number in brackets, found '{inner}'");
        }

        _steps.Add(new Step(null, inner.Length == 0 ? -1 : int.Parse(inner, CultureInfo.InvariantCulture)));
        return end + 1;
    }

    private ConfigurationNode Descend(ConfigurationNode node, Step step, Step next)
    {
        var child = Child(node, step);
        var fits = next.Key is null ? child is ConfigurationSequence : child is ConfigurationMapping;
        if (fits)
        {
            return child!;
        }

        if (child is not (null or ConfigurationScalar { IsNull: true } or ConfigurationScalar { Text: "" }))
        {
            throw Error($"{(step.Key is null ? $"entry {step.Index}" : $"'{step.Key}'")} is {child.Kind}, and not {(next.Key is null ? "a list" : "a mapping")}");
        }

        ConfigurationNode made = next.Key is null ? new ConfigurationSequence(_text) : new ConfigurationMapping(_text);
        Assign(node, step, made);
        return made;
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
            throw Error($"there is no entry {step.Index}: the list has {items.Count}; [] adds one at the end");
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

    private UserError Error(string text) => new($"-o {_text}: {text}");
}
