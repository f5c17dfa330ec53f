using FalcoRules.Evaluation;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.Explain;

/// <summary>What identifies an event for a reader: when, who, what and with which result.</summary>
/// <param name="fields">The fields of <see cref="Fields"/> that the event source has.</param>
/// <param name="values">The values of the event.</param>
internal sealed class EventContext(IEnumerable<ExplainedField> fields, EventValues values)
{
    // Descriptions by other plugins can be whole events.
    private const int MaxDescription = 200;

    private readonly Dictionary<string, string> _values = fields.ToDictionary(
        field => field.Field.Field.Name,
        field => field.Read(values).Values.FirstOrDefault() ?? "");

    /// <summary>The fields that are read.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "evt.time.iso8601", "evt.plugininfo", "ka.auditid", "ka.stage", "ka.user.name", "ka.impuser.name", "ka.verb", "ka.target.resource", "ka.target.subresource",
        "ka.target.namespace", "ka.target.name", "ka.uri", "ka.response.code",
    ];

    /// <summary>The time in ISO 8601.</summary>
    public string Time => Value("evt.time.iso8601");

    /// <summary>The audit ID; empty if the source has none.</summary>
    public string AuditId => Value("ka.auditid");

    /// <summary>As in <c>jane create pods shop/web (ResponseComplete, 201)</c>; of another source the description by its plugin.</summary>
    public string Description => Value(
        "ka.verb").Length > 0 ? $"{User} {Value("ka.verb")} {Target} ({string.Join(", ", new[] { Value("ka.stage"), Value("ka.response.code") }.Where(text => text.Length > 0))})"
        : Value("evt.plugininfo") is { Length: > MaxDescription } text ? $"{text[..MaxDescription]}..."
        : Value("evt.plugininfo");

    private string User => Value("ka.impuser.name") is { Length: > 0 } impersonated ? $"{Value("ka.user.name")} as {impersonated}" : Value("ka.user.name");

    private string Target => Value("ka.target.resource") is { Length: > 0 } resource
        ? string.Join(
            ' ',
            new[]
            {
                Joined(resource, Value("ka.target.subresource")),
                Joined(Value("ka.target.namespace"), Value("ka.target.name")),
            }.Where(text => text.Length > 0))
        : Value("ka.uri");

    private string Value(string field) => _values.GetValueOrDefault(field) ?? "";

    private static string Joined(string first, string second) => string.Join('/', new[] { first, second }.Where(text => text.Length > 0));
}
