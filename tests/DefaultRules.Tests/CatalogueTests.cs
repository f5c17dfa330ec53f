using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests;

public class CatalogueTests
{
    private static readonly string[] _clusterScoped =
    [
        "Create Disallowed Namespace", "K8s Namespace Created", "K8s Namespace Deleted", "Attach to cluster-admin Role",
        "K8s ClusterRole Created", "K8s ClusterRole Deleted", "K8s ClusterRoleBinding Created", "K8s ClusterRoleBinding Deleted",
        "Untrusted Node Successfully Joined the Cluster", "Untrusted Node Unsuccessfully Tried to Join the Cluster",
    ];

    private static readonly string[] _objectFields = ["ka.target.name", "ka.target.pod.name", "ka.req.configmap.name"];

    public static IEnumerable<TheoryDataRow<string>> Rules => RulesFile.Default.Rules.Keys.Select(name => new TheoryDataRow<string>(name));

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
    public void A_rule_says_what_it_is_about(string name)
    {
        var rule = RulesFile.Default.Rules[name];
        Assert.Equal("k8s_audit", RulesFile.Text(rule, "source"));
        Assert.Equal("k8s", RulesFile.Texts(rule, "tags")[0]);
        Assert.EndsWith(".", RulesFile.Text(rule, "desc"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_output_names_user_object_namespace_resource_and_response_code(string name)
    {
        var output = RulesFile.Text(RulesFile.Default.Rules[name], "output");
        Assert.Contains("%ka.user.name", output, StringComparison.Ordinal);
        Assert.Contains("%ka.target.resource", output, StringComparison.Ordinal);
        Assert.Contains("%ka.response.code", output, StringComparison.Ordinal);
        Assert.Contains(_objectFields, field => output.Contains("%" + field, StringComparison.Ordinal));
        Assert.NotEqual(_clusterScoped.Contains(name), output.Contains("%ka.target.namespace", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_tactic_comes_with_a_technique(string name)
    {
        var tags = RulesFile.Texts(RulesFile.Default.Rules[name], "tags");
        var hasTactic = tags.Any(tag => tag.StartsWith("mitre_", StringComparison.Ordinal));
        Assert.Equal(hasTactic, tags.Any(tag => tag is ['T', >= '0' and <= '9', ..]));
    }

    [Fact]
    public void A_list_has_no_entry_twice()
    {
        foreach (var (name, list) in RulesFile.Default.Lists)
        {
            var twice = ((YamlSequenceNode)list["items"]).GroupBy(item => item).Where(same => same.Count() > 1).Select(same => same.Key);
            Assert.True(!twice.Any(), $"{name}: {string.Join(", ", twice)}");
        }
    }
}
