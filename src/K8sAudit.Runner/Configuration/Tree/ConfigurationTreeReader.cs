using FalcoRules.Text;
using FalcoRules.Yaml;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>Makes configuration nodes of YAML: aliases expanded, <c>${NAME}</c> replaced in files, size, depth and number of nodes bounded.</summary>
internal sealed class ConfigurationTreeReader
{
    /// <summary>Bounds of a configuration file. Falco's own has 80 KB and 250 nodes.</summary>
    public static readonly YamlLimits Limits = new() { MaxSize = 4 * 1024 * 1024, MaxDepth = ConfigurationPath.MaxDepth, MaxNodes = 100_000 };

    /// <summary>How many characters all values of a file may have with aliases and environment variables expanded.</summary>
    private const int MaxExpandedLength = 16 * 1024 * 1024;

    private readonly Func<string, string?>? _environment;
    private int _length;

    private ConfigurationTreeReader(Func<string, string?>? environment) => _environment = environment;

    /// <summary>
    /// Reads a whole file, whose first document must be a mapping; a file without content is an empty mapping. As in Falco, only the first document counts.
    /// </summary>
    /// <param name="source">The text of the file.</param>
    /// <param name="what">What the file is, for errors.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    /// <param name="ignored">The location of a second document; null where there is none.</param>
    /// <exception cref="UserError">It is not valid YAML, exceeds a bound, or is not a mapping.</exception>
    public static ConfigurationMapping ReadMapping(SourceText source, string what, Func<string, string?> environment, out string? ignored)
    {
        var documents = Parse(source).Documents;
        ignored = documents.Skip(1).FirstOrDefault(document => !document.IsNull)?.Location.ToString();
        return documents.Length == 0 ? new ConfigurationMapping($"{source.Name}:1:1") : new ConfigurationTreeReader(environment).Node(documents[0]) switch
        {
            ConfigurationMapping mapping => mapping,
            ConfigurationScalar { IsNull: true } => new ConfigurationMapping(source.Name),
            var other => throw new UserError(RunnerMessages.NotAMapping(other.Location, what, RulesItems.Describe(other))),
        };
    }

    /// <summary>Reads one value, in which names of environment variables are not replaced.</summary>
    /// <exception cref="UserError">It is not valid YAML, or exceeds a bound.</exception>
    public static ConfigurationNode Read(SourceText source) =>
        Parse(source).Documents is [var document, ..]
            ? new ConfigurationTreeReader(environment: null).Node(document)
            : new ConfigurationScalar(source.Name, "", quoted: false);

    private static YamlFile Parse(SourceText source)
    {
        List<Diagnostic> diagnostics = [];
        var file = YamlReader.Read(source, diagnostics, Limits);
        return diagnostics.Count == 0 ? file : throw new UserError($"{diagnostics[0].Location}: {diagnostics[0].Message}");
    }

    private ConfigurationNode Node(YamlNode node) => node switch
    {
        YamlMapping mapping => Mapping(mapping),
        YamlSequence sequence => Sequence(sequence),
        _ => Scalar((YamlScalar)node),
    };

    private ConfigurationMapping Mapping(YamlMapping source)
    {
        var mapping = new ConfigurationMapping(source.Location.ToString());
        foreach (var (key, value) in source.Entries)
        {
            if (!mapping.Entries.TryAdd(key.Value, Node(value)))
            {
                throw new UserError(RunnerMessages.DuplicateKey(key.Location.ToString(), key.Value));
            }
        }

        return mapping;
    }

    private ConfigurationSequence Sequence(YamlSequence source)
    {
        var sequence = new ConfigurationSequence(source.Location.ToString());
        sequence.Items.AddRange(source.Items.Select(Node));
        return sequence;
    }

    private ConfigurationScalar Scalar(YamlScalar source)
    {
        var text = _environment is null ? source.Value : EnvironmentVariables.Expand(source.Value, _environment, MaxExpandedLength);
        if (text is null || (_length += text.Length) > MaxExpandedLength)
        {
            throw new UserError(RunnerMessages.ConfigurationTooLarge(source.Location.ToString(), MaxExpandedLength));
        }

        // A value from the environment may be read as a number, however it is quoted.
        return new ConfigurationScalar(source.Location.ToString(), text, quoted: !source.IsPlain && text == source.Value) { Written = source.Value };
    }
}
