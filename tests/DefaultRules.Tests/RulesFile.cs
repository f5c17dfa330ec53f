using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests;

/// <summary>The items of a rules file as they are written, by kind and name.</summary>
internal sealed class RulesFile
{
    public static RulesFile Default { get; } = new(Runner.DefaultRules);

    public static RulesFile Detections { get; } = new(Runner.Detections);

    /// <summary>The rules of both files.</summary>
    public static IReadOnlyDictionary<string, YamlMappingNode> AllRules { get; } = Default.Rules.Concat(Detections.Rules).ToDictionary();

    private readonly YamlMappingNode[] _items;

    private RulesFile(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(path)));
        _items = [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>()];
        Rules = Named("rule");
        Macros = Named("macro");
        Lists = Named("list");
    }

    public IReadOnlyDictionary<string, YamlMappingNode> Rules { get; }

    public IReadOnlyDictionary<string, YamlMappingNode> Macros { get; }

    public IReadOnlyDictionary<string, YamlMappingNode> Lists { get; }

    public static string Text(YamlMappingNode item, string key) => ((YamlScalarNode)item[key]).Value!;

    public static string[] Texts(YamlMappingNode item, string key) =>
        [.. ((YamlSequenceNode)item[key]).Select(value => ((YamlScalarNode)value).Value!)];

    private Dictionary<string, YamlMappingNode> Named(string kind) =>
        _items.Where(item => item.Children.ContainsKey(kind)).ToDictionary(item => Text(item, kind));
}
