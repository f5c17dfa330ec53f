using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests.Detection;

/// <summary>What <c>docs/detections.md</c> says about rules beside their descriptions. The table is <c>notes.yaml</c>.</summary>
/// <param name="Topic">What the rules are about.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="FalsePositives">What else has the same effect.</param>
/// <param name="Next">What to do after an alert.</param>
/// <param name="Rules">The rules.</param>
internal sealed record RuleNote(string Topic, string Why, string FalsePositives, string Next, IReadOnlyList<string> Rules)
{
    public static IReadOnlyList<RuleNote> All { get; } = Load();

    private static RuleNote[] Load()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(DetectionFile.PathOf("notes.yaml"))));
        return
        [
            .. from item in ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>()
               select new RuleNote(
                   RulesFile.Text(item, "topic"), RulesFile.Text(item, "why"), RulesFile.Text(
                       item,
                       "false_positives"), RulesFile.Text(item, "next"), RulesFile.Texts(item, "rules")),
        ];
    }
}
