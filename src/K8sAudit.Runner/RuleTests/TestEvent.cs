using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.RuleTests.TestEvent>;

namespace K8sAudit.Runner.RuleTests;

/// <summary>An event of a test, or a file of events.</summary>
internal sealed record TestEvent
{
    /// <summary>The keys of an event.</summary>
    public static KeyTable<TestEvent> Keys { get; } = new(
    [
        Value("event", Mapping, "An audit event as a mapping.", e => e.Event, (e, value) => e with { Event = value }, defaultText: ""),
        Value("json", ValueKinds.String, "An audit event as JSON text, which is used byte by byte.", e => e.Json, (e, value) => e with { Json = value }),
        Value("template", ValueKinds.Name, "Name of a template that the event begins with.", e => e.Template, (e, value) => e with { Template = value }),
        Value(
            "set",
            Mapping,
            "Changes of the event: JSON pointers and values; `null` removes a member.",
            e => e.Set,
            (e, value) => e with { Set = value },
            defaultText: "{}"),
        Value("file", ValueKinds.Path, "A file of audit events, relative to this file.", e => e.File, (e, value) => e with { File = value }, defaultText: ""),
    ])
    {
        Check = e => new[]
        {
            e.Event is not null,
            e.Json.Length > 0,
            e.Template.Length > 0,
            e.File.Length > 0,
        }.Count(given => given) != 1 ? "one of event, json, template and file"
            : e.Set is not null && e.Event is null && e.Template.Length == 0 ? "set only together with event or template"
            : null,
    };

    /// <summary>The event; null if it is given in another way.</summary>
    public ConfigurationMapping? Event { get; init; }

    /// <summary>The event as JSON; empty if it is given in another way.</summary>
    public string Json { get; init; } = "";

    /// <summary>The template; empty if the event is given in another way.</summary>
    public string Template { get; init; } = "";

    /// <summary>The changes; null for none.</summary>
    public ConfigurationMapping? Set { get; init; }

    /// <summary>The file; empty if the event is given in another way.</summary>
    public string File { get; init; } = "";

    private static ValueKind<ConfigurationMapping?> Mapping =>
        new("mapping", (node, path) => node as ConfigurationMapping ?? throw path.Unexpected(node, "a mapping"), _ => "");
}
