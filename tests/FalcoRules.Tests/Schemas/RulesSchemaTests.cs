using System.Text;
using System.Text.Json;
using FalcoRules.Loading;
using FalcoRules.Schemas;

namespace FalcoRules.Tests.Schemas;

public class RulesSchemaTests
{
    private const string Rule = "- rule: R\n  desc: d\n  condition: ka.verb = get\n  output: o\n  priority: INFO\n  source: k8s_audit\n";

    private static readonly JsonSchemaCheck _schema = new(Schema());

    public static TheoryData<string> Files => new(
        RulesFiles.Read([RepositoryFiles.PathOf("rules"), RepositoryFiles.PathOf("samples", "local_rules.yaml")]).Files
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file.Name)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Shipped_rules_are_valid(string file) => Assert.Empty(_schema.Validate(File.ReadAllText(RepositoryFiles.PathOf(file))));

    [Theory]
    [InlineData(Rule, "")]
    [InlineData(Rule + "  tags: [k8s, 1]\n  enabled: false\n", "")]
    [InlineData(Rule + "  exceptions:\n  - name: e\n    fields: ka.verb\n    comps: in\n    values: [get]\n", "")]
    [InlineData("- rule: R\n  condition: and ka.verb = get\n  override: {condition: append}\n", "")]
    [InlineData("- list: l\n  items: [a, 1, true]\n- macro: m\n  condition: evt.num > 0\n", "")]
    [InlineData("- required_engine_version: 15\n- required_plugin_versions:\n  - name: json\n    version: 0.7.0\n    alternatives: [{name: x, version: 1.0.0}]\n", "")]
    [InlineData("rule: R\n", "$ is not array")]
    [InlineData("- rule: R\n  priorty: INFO\n", "$[0] has priorty")]
    [InlineData("- rule: R\n  priority: HIGH\n", "$[0].priority is not one of")]
    [InlineData("- rule: R\n  enabled: maybe\n", "$[0].enabled is not boolean")]
    [InlineData("- rule: R\n  override: {source: replace}\n", "$[0].override has source")]
    [InlineData("- rule: R\n  override: {priority: append}\n", "$[0].override.priority is not one of")]
    [InlineData("- rule: R\n  exceptions: [{fields: a.b}]\n", "$[0].exceptions[0] has no name")]
    [InlineData("- list: l\n  items: a\n", "$[0].items is not array")]
    public void The_schema_accepts_what_rules_files_may_contain(string yaml, string problem)
    {
        var found = string.Join('\n', _schema.Validate(yaml));
        Assert.Equal(problem.Length == 0, found.Length == 0);
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    private static string Schema()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            RulesSchema.Write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
