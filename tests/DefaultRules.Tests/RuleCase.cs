using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests;

/// <summary>One test of the files in <c>Cases</c>: an event that fires a rule, or one that narrowly does not.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Name">What decides whether the rule fires.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Fires">Whether the event fires it.</param>
/// <param name="Overrides">Rules loaded after the default ones, for rules that are off by default; empty by default.</param>
/// <param name="Output">How the alert begins after time and priority; empty if the case does not state it.</param>
/// <param name="Event">The audit event, byte by byte: escape sequences make a difference.</param>
internal sealed record RuleCase(string File, string Name, string Rule, bool Fires, string Overrides, string Output, string Event)
{
    /// <summary>The files of tests.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.yaml").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<RuleCase> All { get; } = [.. Files.SelectMany(Read)];

    private static IEnumerable<RuleCase> Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = System.IO.File.OpenText(file);
        yaml.Load(reader);
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["tests"]).Cast<YamlMappingNode>().Select(test => Read(file, test)).ToList();
    }

    private static RuleCase Read(string file, YamlMappingNode test)
    {
        var alert = ((YamlSequenceNode)test["alerts"]).Cast<YamlMappingNode>().SingleOrDefault();
        return new RuleCase(
            file,
            RulesFile.Text(test, "name"),
            RulesFile.Texts(test, "rules").Single(),
            alert is not null,
            Optional(test, "overrides"),
            alert is null ? "" : Optional(alert, "output_contains"),
            RulesFile.Text((YamlMappingNode)((YamlSequenceNode)test["events"]).Single(), "json"));
    }

    private static string Optional(YamlMappingNode mapping, string key) => mapping.Children.ContainsKey(key) ? RulesFile.Text(mapping, key) : "";
}
