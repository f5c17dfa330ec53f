using FalcoPlugin.Abi;
using FalcoRules.Fields;
using FalcoRules.Loading;
using FalcoRules.Text;

namespace FalcoRules.Tests;

/// <summary>Loads rules and compares the result as text.</summary>
internal static class AssertRules
{
    /// <summary>A source with a field of each shape.</summary>
    public static EventSource Audit { get; } = new("k8s_audit",
    [
        Field("ka.verb", FieldType.String),
        Field("ka.user.name", FieldType.String),
        Field("ka.target.name", FieldType.String),
        Field("ka.target.namespace", FieldType.String) with { AddOutput = true },
        Field("ka.user.groups", FieldType.String) with { IsList = true },
        Field("ka.uri.param", FieldType.String) with { Argument = FieldArgumentKind.Key | FieldArgumentKind.Required },
        Field("evt.num", FieldType.UInt64),
    ]);

    public static EventSource Other { get; } = new("other", [Field("other.name", FieldType.String), Field("evt.num", FieldType.UInt64)]);

    public static RulesEnvironment Everything { get; } = new()
    {
        Sources = [Audit, Other],
        Plugins = [new("k8saudit", "0.16.1"), new("json", "0.7.4")],
    };

    /// <summary>A complete rule, followed by the lines of <paramref name="more"/>.</summary>
    public static string Rule(string condition = "ka.verb = get", string name = "R", string more = "") =>
        $"""
        - rule: {name}
          desc: A rule
          condition: {condition}
          output: It was %ka.verb
          priority: INFO
          source: k8s_audit
        {string.Concat(more.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"))}

        """;

    /// <summary>Loads files: the first is rules.yaml, the next local.yaml, then more1.yaml and so on.</summary>
    public static RulesLoadResult Load(params string[] files) => Load(Everything, files);

    public static RulesLoadResult Load(RulesEnvironment environment, params string[] files) =>
        RulesLoader.Load(
            [.. files.Select((text, i) => new SourceText(i == 0 ? "rules.yaml" : i == 1 ? "local.yaml" : $"more{i - 1}.yaml", text))],
            environment);

    /// <summary>The files load without a diagnostic.</summary>
    public static Ruleset Clean(params string[] files) => Clean(Everything, files);

    public static Ruleset Clean(RulesEnvironment environment, params string[] files)
    {
        var result = Load(environment, files);
        Assert.Equal("", Summary(result));
        return result.Ruleset!;
    }

    /// <summary>The first line of each diagnostic.</summary>
    public static string Summary(RulesLoadResult result) => string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.Render().Split('\n')[0]));

    /// <summary>The diagnostics, each as <c>line:column: …</c>, without the name of the first file.</summary>
    public static void Finds(string expected, params string[] files) => Finds(Everything, expected, files);

    public static void Finds(RulesEnvironment environment, string expected, params string[] files)
    {
        var result = Load(environment, files);

        Assert.Equal(expected.Trim(), Summary(result));
        Assert.Equal(result.Diagnostics.All(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning), result.Succeeded);
    }

    /// <summary>The condition of the only rule.</summary>
    public static void Condition(string expected, params string[] files) => Assert.Equal(expected, Assert.Single(Loaded(files).Rules).Condition);

    /// <summary>Loads files; warnings are allowed.</summary>
    public static Ruleset Loaded(params string[] files) => Loaded(Everything, files);

    public static Ruleset Loaded(RulesEnvironment environment, params string[] files)
    {
        var result = Load(environment, files);
        Assert.True(result.Succeeded, Summary(result));
        return result.Ruleset!;
    }

    private static FieldDefinition Field(string name, FieldType type) => new(name, type, "", "test");
}
