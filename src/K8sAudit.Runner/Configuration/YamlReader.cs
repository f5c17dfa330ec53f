using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sAudit.Runner.Configuration;

/// <summary>Reads YAML into nodes with their places, aliases resolved and, in files, <c>${ENV}</c> replaced.</summary>
internal sealed class YamlReader
{
    /// <summary>Deeper nesting is refused, so that a file cannot exhaust the stack.</summary>
    private const int MaxDepth = 64;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly Func<string, string?>? _environment;
    private readonly Dictionary<AnchorName, ConfigurationNode> _anchors = [];

    private YamlReader(string file, string text, Func<string, string?>? environment)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _environment = environment;
    }

    /// <summary>Reads a whole file, whose top must be a mapping; an empty one is an empty mapping.</summary>
    /// <exception cref="UserError">It is no YAML, or no mapping.</exception>
    public static ConfigurationMapping ReadMapping(string file, string text, Func<string, string?> environment) => Read(file, text, environment) switch
    {
        ConfigurationMapping mapping => mapping,
        ConfigurationScalar { IsNull: true } => new ConfigurationMapping(file),
        var other => throw new UserError($"{other.Place}: expected keys and values at the top of the configuration, found {other.Kind}"),
    };

    /// <summary>Reads one value.</summary>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="text">The value.</param>
    /// <param name="environment">The value of an environment variable; null to leave their names where they stand.</param>
    /// <exception cref="UserError">It is no YAML.</exception>
    public static ConfigurationNode Read(string file, string text, Func<string, string?>? environment)
    {
        try
        {
            var reader = new YamlReader(file, text, environment);
            reader._parser.Consume<StreamStart>();
            if (!reader._parser.TryConsume<DocumentStart>(out _))
            {
                return new ConfigurationScalar(file, "", quoted: false);
            }

            var root = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            return root;
        }
        catch (YamlException e)
        {
            throw new UserError($"{ConfigurationMapping.PlaceOf(file, e.Start)}: not valid YAML: {e.InnerException?.Message ?? e.Message}");
        }
    }

    private ConfigurationNode Node(int depth)
    {
        var place = ConfigurationMapping.PlaceOf(_file, _parser.Current!.Start);
        if (depth > MaxDepth)
        {
            throw new UserError($"{place}: nested deeper than {MaxDepth} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var target) ? target : throw new UserError($"{place}: the alias '*{alias.Value}' has no anchor before it");
        }

        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        ConfigurationNode node = _parser.Current switch
        {
            MappingStart => Mapping(place, depth),
            SequenceStart => Sequence(place, depth),
            _ => Scalar(place),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private ConfigurationMapping Mapping(string place, int depth)
    {
        _parser.Consume<MappingStart>();
        var mapping = new ConfigurationMapping(place);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            if (!mapping.Entries.TryAdd(key.Value, Node(depth + 1)))
            {
                throw new UserError($"{ConfigurationMapping.PlaceOf(_file, key.Start)}: the key '{key.Value}' stands here twice; keep one");
            }
        }

        return mapping;
    }

    private ConfigurationSequence Sequence(string place, int depth)
    {
        _parser.Consume<SequenceStart>();
        var sequence = new ConfigurationSequence(place);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            sequence.Items.Add(Node(depth + 1));
        }

        return sequence;
    }

    private ConfigurationScalar Scalar(string place)
    {
        var scalar = _parser.Consume<Scalar>();
        var text = _environment is null ? scalar.Value : EnvironmentVariables.Expand(scalar.Value, _environment);
        // A value that comes from the environment may stand for a number, however it is quoted.
        var quoted = scalar.Style != ScalarStyle.Plain && text == scalar.Value;
        return new ConfigurationScalar(place, text, quoted) { Written = scalar.Value };
    }
}
