using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests;

public class CatalogueTests
{
    public static IEnumerable<TheoryDataRow<string>> Rules => RulesFile.AllRules.Keys.Select(name => new TheoryDataRow<string>(name));

    private static string[] Catalogue(string kind) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Catalogue.txt"))
            .Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal))
            .Select(line => line[(kind.Length + 1)..])];

    [Fact]
    public void Rules_keep_their_names_and_priorities() =>
        Assert.Equal(
            Catalogue("rule").Order(),
            RulesFile.Default.Rules.Select(rule => $"{rule.Key} | {RulesFile.Text(rule.Value, "priority")}").Order());

    [Fact]
    public void Lists_keep_their_names() => Assert.Empty(Catalogue("list").Except(RulesFile.Default.Lists.Keys));

    [Fact]
    public void Macros_keep_their_names() => Assert.Empty(Catalogue("macro").Except(RulesFile.Default.Macros.Keys));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_source_a_tag_and_a_description(string name)
    {
        var rule = RulesFile.AllRules[name];
        Assert.Equal("k8s_audit", RulesFile.Text(rule, "source"));
        Assert.Equal("k8s", RulesFile.Texts(rule, "tags")[0]);
        Assert.EndsWith(".", RulesFile.Text(rule, "desc"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_tactic_comes_with_a_technique(string name)
    {
        var tags = RulesFile.Texts(RulesFile.AllRules[name], "tags");
        var hasTactic = tags.Any(tag => tag.StartsWith("mitre_", StringComparison.Ordinal));
        Assert.Equal(hasTactic, tags.Any(tag => tag is ['T', >= '0' and <= '9', ..]));
    }

    public static IEnumerable<TheoryDataRow<string>> Detections => RulesFile.Detections.Rules.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Detections))]
    public void A_detection_has_a_technique_a_maturity_and_exceptions(string name)
    {
        var rule = RulesFile.Detections.Rules[name];
        var tags = RulesFile.Texts(rule, "tags");
        Assert.Contains(tags, tag => tag.StartsWith("mitre_", StringComparison.Ordinal));
        Assert.Single(tags, tag => tag is "maturity_stable" or "maturity_incubating" or "maturity_sandbox");
        Assert.Equal("known_users", RulesFile.Text((YamlMappingNode)rule["exceptions"][0], "name"));
    }

    [Fact]
    public void A_list_has_no_entry_twice()
    {
        foreach (var (name, list) in RulesFile.Default.Lists.Concat(RulesFile.Detections.Lists))
        {
            var twice = ((YamlSequenceNode)list["items"]).GroupBy(item => item).Where(same => same.Count() > 1).Select(same => same.Key);
            Assert.True(!twice.Any(), $"{name}: {string.Join(", ", twice)}");
        }
    }
}
