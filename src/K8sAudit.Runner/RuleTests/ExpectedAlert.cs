using FalcoRules;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.RuleTests.ExpectedAlert>;

namespace K8sAudit.Runner.RuleTests;

/// <summary>An alert that a test expects.</summary>
internal sealed record ExpectedAlert
{
    /// <summary>The keys of an expected alert.</summary>
    public static KeyTable<ExpectedAlert> Keys { get; } = new(
    [
        Value("rule", ValueKinds.Name, "The rule.", a => a.Rule, (a, value) => a with { Rule = value }, isRequired: true),
        Value("count", ValueKinds.Number, "How many such alerts are expected.", a => a.Count, (a, value) => a with { Count = value }),
        Value("priority", ValueKinds.Priority, "The priority.", a => a.Priority ?? default, (a, value) => a with { Priority = value }, defaultText: ""),
        Value("output", ValueKinds.String, "The whole output, without time and priority.", a => a.Output, (a, value) => a with { Output = value }),
        Value("output_contains", ValueKinds.String, "A part of the output.", a => a.OutputContains, (a, value) => a with { OutputContains = value }),
        Value(
            "fields",
            FieldTexts,
            "Fields of the output with their values; `null` for no value, a list for a list.",
            a => a.Fields,
            (a, value) => a with { Fields = value },
            defaultText: "{}"),
    ]);

    /// <summary>The rule.</summary>
    public string Rule { get; init; } = "";

    /// <summary>How many such alerts are expected; 1 by default.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The priority; null for any.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The whole output; empty for any.</summary>
    public string Output { get; init; } = "";

    /// <summary>A part of the output; empty for any.</summary>
    public string OutputContains { get; init; } = "";

    /// <summary>Fields of the output with their values as JSON.</summary>
    public IReadOnlyList<(string Field, string Json)> Fields { get; init; } = [];

    private static ValueKind<IReadOnlyList<(string Field, string Json)>> FieldTexts => new(
        "mapping of fields and values",
        (node, path) =>
        [
            .. (node as ConfigurationMapping
                ?? throw path.Unexpected(node, "a mapping of fields and values")).Entries.Select(entry => (entry.Key, ConfigurationJson.Of(entry.Value))),
        ],
        _ => "");
}
