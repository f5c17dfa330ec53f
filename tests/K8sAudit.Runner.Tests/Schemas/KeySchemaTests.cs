using K8sAudit.Runner.Schemas;

namespace K8sAudit.Runner.Tests.Schemas;

public sealed class KeySchemaTests
{
    public static TheoryData<string> TestFiles => new(Directory
        .EnumerateFiles(RepositoryFiles.PathOf("tests", "DefaultRules.Tests", "Cases"), "*.yaml")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal));

    [Fact]
    public void The_sample_configuration_is_valid() =>
        Assert.Empty(Schema("config").Validate(File.ReadAllText(RepositoryFiles.PathOf("samples", "falco.yaml"))));

    [Theory]
    [MemberData(nameof(TestFiles))]
    public void The_tests_of_the_default_rules_are_valid(string file) =>
        Assert.Empty(Schema("tests").Validate(File.ReadAllText(RepositoryFiles.PathOf("tests", "DefaultRules.Tests", "Cases", file))));

    [Theory]
    [InlineData("config", "priority: debug\njson_output: ${JSON}\nmodern_bpf: {}\nnot_a_key: 1\n", "")]
    [InlineData("config", "json_output: perhaps\n", "$.json_output is not boolean")]
    [InlineData("config", "priority: high\n", "$.priority is not one of")]
    [InlineData("config", "plugins: [{name: k8saudit, library_path: libk8saudit.so, init_config: {maxEventSize: 1}}]\n", "")]
    [InlineData("tests", "tests: [{name: t, events: [{json: '{}'}], alerts: [{rule: R, count: 2, priority: info}]}]\n", "")]
    [InlineData("tests", "tests: [{name: t, event: []}]\n", "$.tests[0] has event")]
    [InlineData("tests", "tests: [{name: t, alerts: [{rule: R, count: two}]}]\n", "$.tests[0].alerts[0].count is not")]
    public void A_schema_accepts_what_the_keys_accept(string name, string yaml, string problem)
    {
        var found = string.Join('\n', Schema(name).Validate(yaml));
        Assert.Equal(problem.Length == 0, found.Length == 0);
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    private static JsonSchemaCheck Schema(string name)
    {
        var output = new StringWriter();
        SchemaCommand.Write(name, output);
        return new JsonSchemaCheck(output.ToString());
    }
}
