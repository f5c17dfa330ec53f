using System.Buffers;
using System.Text.Json;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>Gives of events what an API server with another policy would report: events are dropped, and lose bodies and managed fields.</summary>
/// <param name="policy">The policy.</param>
internal sealed class AuditPolicyFilter(AuditPolicy policy)
{
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
        SkipValidation = true,
    };

    /// <summary>Writes what the policy reports of an event. It cannot report more than the event has.</summary>
    /// <param name="auditEvent">The event.</param>
    /// <param name="output">Receives the event, or nothing.</param>
    /// <returns>False if the policy does not report the event.</returns>
    public bool TryApply(JsonElement auditEvent, IBufferWriter<byte> output)
    {
        var decision = policy.Decide(AuditRequest.Of(auditEvent));
        if (decision.Level == AuditLevel.None
            || (auditEvent.TryGetProperty("stage", out var stage) && decision.OmittedStages.Contains(stage.GetString() ?? "")))
        {
            return false;
        }

        using var writer = new Utf8JsonWriter(output, _options);
        writer.WriteStartObject();
        foreach (var member in auditEvent.EnumerateObject())
        {
            Write(member, LevelOf(auditEvent, decision.Level), decision.OmitsManagedFields, writer);
        }

        writer.WriteEndObject();
        return true;
    }

    private static AuditLevel LevelOf(JsonElement auditEvent, AuditLevel level) =>
        auditEvent.TryGetProperty("level", out var text) && Enum.TryParse<AuditLevel>(text.GetString(), out var reported) && reported < level
            ? reported
            : level;

    private static void Write(JsonProperty member, AuditLevel level, bool omitsManagedFields, Utf8JsonWriter writer)
    {
        switch (member.Name)
        {
            case "level":
                writer.WriteString("level", level.ToString());
                break;
            case "requestObject" when level < AuditLevel.Request:
            case "responseObject" when level < AuditLevel.RequestResponse:
                break;
            case "requestObject" or "responseObject" when omitsManagedFields:
                writer.WritePropertyName(member.Name);
                WriteBody(member.Value, writer);
                break;
            default:
                member.WriteTo(writer);
                break;
        }
    }

    // Of an object and of the items of a list.
    private static void WriteBody(JsonElement body, Utf8JsonWriter writer)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            body.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in body.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (member.NameEquals("metadata") && member.Value.ValueKind == JsonValueKind.Object)
            {
                WriteWithoutManagedFields(member.Value, writer);
            }
            else if (member.NameEquals("items") && member.Value.ValueKind == JsonValueKind.Array)
            {
                WriteItems(member.Value, writer);
            }
            else
            {
                member.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(JsonElement items, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items.EnumerateArray())
        {
            WriteBody(item, writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteWithoutManagedFields(JsonElement metadata, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in metadata.EnumerateObject().Where(member => !member.NameEquals("managedFields")))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
