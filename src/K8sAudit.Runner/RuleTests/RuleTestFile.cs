using FalcoRules;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.RuleTests.RuleTestFile>;

namespace K8sAudit.Runner.RuleTests;

/// <summary>A file of tests of rules.</summary>
internal sealed record RuleTestFile
{
    /// <summary>The keys of the file.</summary>
    public static KeyTable<RuleTestFile> Keys { get; } = new(
    [
        Value(
            "rules_files",
            ValueKinds.Paths,
            "Rules files and directories to test, in order, relative to this file.",
            f => f.RulesFiles,
            (f, value) => f with { RulesFiles = value },
            defaultText: "the default rules"),
        Value(
            "default_rules",
            ValueKinds.Boolean,
            "Whether the default rules are loaded before `rules_files`.",
            f => f.DefaultRules,
            (f, value) => f with { DefaultRules = value }),
        Value("rule_matching", ValueKinds.Word(
            ("first", RuleMatching.First),
            ("all", RuleMatching.All)), "How many rules one event may trigger: the first that matches, or all.",
            f => f.RuleMatching, (f, value) => f with { RuleMatching = value }),
        Value(
            "templates",
            NamedEvents,
            "Events by name, which the events of tests change and use.",
            f => f.Templates,
            (f, value) => f with { Templates = value },
            defaultText: "{}"),
        List("tests", "The tests.", RuleTest.Keys, (f, value) => f with { Tests = value }),
    ])
    {
        Check = f => f.Tests.Count == 0 ? "tests, a list with at least one test" : null,
    };

    /// <summary>The path of the file.</summary>
    public string Path { get; init; } = "";

    /// <summary>The rules files to test; empty for the default rules.</summary>
    public IReadOnlyList<string> RulesFiles { get; init; } = [];

    /// <summary>Whether the default rules are loaded before <see cref="RulesFiles"/>; false by default.</summary>
    public bool DefaultRules { get; init; }

    /// <summary>Which of several matching rules are reported; all by default.</summary>
    public RuleMatching RuleMatching { get; init; } = RuleMatching.All;

    /// <summary>Events by name.</summary>
    public IReadOnlyDictionary<string, ConfigurationMapping> Templates { get; init; } = new Dictionary<string, ConfigurationMapping>();

    /// <summary>The tests.</summary>
    public IReadOnlyList<RuleTest> Tests { get; init; } = [];

    private static ValueKind<IReadOnlyDictionary<string, ConfigurationMapping>> NamedEvents => new(
        "mapping of names and events",
        (node, path) => (node as ConfigurationMapping ?? throw path.Unexpected(node, "a mapping of names and events")).Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value as ConfigurationMapping
                ?? throw (path with { Text = $"{path.Text}.{entry.Key}" }).Unexpected(entry.Value, "an event, which is a mapping")),
        value => value.Count == 0 ? "{}" : string.Join(", ", value.Keys));
}
