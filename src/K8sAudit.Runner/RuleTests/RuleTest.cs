using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.RuleTests.RuleTest>;

namespace K8sAudit.Runner.RuleTests;

/// <summary>One test: events, and the alerts that they must raise.</summary>
internal sealed record RuleTest
{
    /// <summary>The keys of a test.</summary>
    public static KeyTable<RuleTest> Keys { get; } = new(
    [
        Value("name", ValueKinds.Name, "What the test shows, as a sentence.", t => t.Name, (t, value) => t with { Name = value }, isRequired: true),
        Value(
            "rules",
            ValueKinds.Names,
            "Names of the rules whose alerts count.",
            t => t.Rules,
            (t, value) => t with { Rules = value },
            defaultText: "all rules"),
        Value(
            "overrides",
            ValueKinds.String,
            "Text of a rules file that is loaded after the others, for this test only.",
            t => t.Overrides,
            (t, value) => t with { Overrides = value }),
        List("events", "The events, in order.", TestEvent.Keys, (t, value) => t with { Events = value }, defaultText: ""),
        List(
            "alerts",
            "The alerts that the events must raise; no others may come. `[]` for silence.",
            ExpectedAlert.Keys,
            (t, value) => t with { Alerts = value },
            defaultText: ""),
    ])
    {
        Check = t => t.Events.Count == 0
            ? "events, a list with at least one event"
            : t.Alerts is null
            ? "alerts, a list of the expected alerts ([] for silence)"
            : null,
    };

    /// <summary>What the test shows.</summary>
    public string Name { get; init; } = "";

    /// <summary>The rules whose alerts count; none for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The text of a rules file that is loaded after the others; empty for none.</summary>
    public string Overrides { get; init; } = "";

    /// <summary>The events.</summary>
    public IReadOnlyList<TestEvent> Events { get; init; } = [];

    /// <summary>The expected alerts; null if the test does not say.</summary>
    public IReadOnlyList<ExpectedAlert>? Alerts { get; init; }
}
