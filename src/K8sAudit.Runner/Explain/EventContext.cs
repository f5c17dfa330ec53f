using FalcoRules.Evaluation;
using FalcoRules.Explanations;
using K8sAudit.Runner.EventFields;

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
    public static IReadOnlyList<string> Fields { get; } = ["evt.time.iso8601", "evt.plugininfo", "ka.auditid", "ka.stage", .. RequestText.Fields];

    /// <summary>The time in ISO 8601.</summary>
    public string Time => Value("evt.time.iso8601");

    /// <summary>The audit ID; empty if the source has none.</summary>
    public string AuditId => Value("ka.auditid");

    /// <summary>As in <c>jane create pods shop/web (ResponseComplete, 201)</c>; of another source the description by its plugin.</summary>
    public string Description => Value(RequestText.Verb) is { Length: > 0 } verb
        ? $"{Request.Identity} {verb} {Request.Target} ({RequestText.Joined(", ", Value("ka.stage"), Value(RequestText.Code))})"
        : Value("evt.plugininfo") is { Length: > MaxDescription } text ? $"{text[..MaxDescription]}..."
        : Value("evt.plugininfo");

    private RequestText Request => new(Value);

    private string Value(string field) => _values.GetValueOrDefault(field) ?? "";
}
