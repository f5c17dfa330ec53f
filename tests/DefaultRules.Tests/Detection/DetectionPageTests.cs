using System.Text.Encodings.Web;
using System.Text.Json;

namespace DefaultRules.Tests.Detection;

/// <summary>The page of all rules by tactic, and the layer for the ATT&amp;CK Navigator, are written from the rules files and one table of notes.</summary>
public sealed class DetectionPageTests
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Each_rule_has_one_note() => Assert.Equal(RulesFile.AllRules.Keys.Order(), RuleNote.All.SelectMany(note => note.Rules).Order());

    [Fact]
    public void The_page_shows_the_rules_by_tactic() => GeneratedDocument.AssertSection("docs/detections.md", "RULES", Tactic.All.SelectMany(Section));

    [Fact]
    public void The_layer_shows_the_techniques_that_the_rules_detect() =>
        GeneratedDocument.AssertFile("docs/detections-attack-layer.json", JsonSerializer.Serialize(Layer(), _json) + "\n");

    private static IEnumerable<string> Section(Tactic tactic)
    {
        var rules = RulesFile.AllRules.Where(rule => Tactic.TagOf(rule.Value) == tactic.Tag).ToDictionary();
        yield return $"## {tactic.Title}";
        yield return "";
        foreach (var note in RuleNote.All.Where(note => note.Rules.Any(rules.ContainsKey)))
        {
            yield return $"### {tactic.Title}: {char.ToLowerInvariant(note.Topic[0])}{note.Topic[1..]}";
            yield return "";
            yield return $"{note.Why} *False positives:* {note.FalsePositives} *Next:* {note.Next}";
            yield return "";
            yield return "| Rule | Priority | What it sees | Techniques |";
            yield return "|---|---|---|---|";
            foreach (var name in note.Rules.Where(rules.ContainsKey))
            {
                yield return $"| {name} | {RulesFile.Text(rules[name], "priority")} | {RulesFile.Text(rules[name], "desc")} | {string.Join(", ", Tactic.TechniquesOf(rules[name]))} |";
            }

            yield return "";
        }
    }

    private static object Layer() => new
    {
        name = "k8saudit for .NET: default rules",
        versions = new { attack = "17", navigator = "5.1.0", layer = "4.5" },
        domain = "enterprise-attack",
        description = "Techniques that the default rules for Kubernetes audit events detect. The score is the number of rules.",
        sorting = 3,
        techniques = RulesFile.AllRules.SelectMany(rule => Tactic.TechniquesOf(rule.Value).Select(id => (Id: id, rule.Key)))
            .GroupBy(rule => rule.Id, rule => rule.Key).OrderBy(rules => rules.Key, StringComparer.Ordinal)
            .Select(rules => new { techniqueID = rules.Key, score = rules.Count(), comment = string.Join(", ", rules), enabled = true }),
        gradient = new { colors = new[] { "#ffe0b3", "#ff8c1a" }, minValue = 1, maxValue = 10 },
    };
}
