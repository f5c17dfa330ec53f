using System.Text.Json;

namespace K8sAudit.Runner.Explain;

/// <summary>Says why a field has no value: most often the audit policy does not report the part of the event that it reads.</summary>
internal static class MissingValue
{
    private const string RequestObject = "requestObject";
    private const string ResponseObject = "responseObject";

    /// <summary>For fields that begin with a text, the members of the event that they read, one of which is enough.</summary>
    private static readonly (string Prefix, string[] Members)[] _parts =
    [
        ("ka.req.", [RequestObject]),
        ("ka.resp.", [ResponseObject]),
        ("ka.response.", ["responseStatus"]),
        ("ka.impuser.", ["impersonatedUser"]),
        ("ka.target.", ["objectRef"]),
        ("ka.auth.", ["annotations"]),
        ("ka.annotation", ["annotations"]),
        ("ka.user.", ["user"]),
        ("ka.useragent", ["userAgent"]),
        ("ka.source", ["sourceIPs"]),
        ("ka.pod.", [RequestObject, ResponseObject]),
        ("ka.pv.", [RequestObject, ResponseObject]),
        ("ka.binding.", [RequestObject, ResponseObject]),
        ("ka.role.", [RequestObject, ResponseObject]),
        ("ka.csr.", [RequestObject, ResponseObject]),
        ("ka.token.", [RequestObject, ResponseObject]),
        ("ka.secret.", [RequestObject, ResponseObject]),
        ("ka.webhook.", [RequestObject, ResponseObject]),
        ("ka.service.", [RequestObject, ResponseObject]),
        ("ka.ingress.", [RequestObject, ResponseObject]),
        ("ka.namespace.", [RequestObject, ResponseObject]),
        ("ka.serviceaccount.", [RequestObject, ResponseObject]),
        ("ka.configmap.", [RequestObject, ResponseObject]),
    ];

    /// <summary>Why the field has no value in the event.</summary>
    /// <param name="field">The name of the field.</param>
    /// <param name="payload">The event as JSON.</param>
    public static string Reason(string field, ReadOnlySpan<byte> payload)
    {
        var members = _parts.FirstOrDefault(row => field.StartsWith(row.Prefix, StringComparison.Ordinal)).Members;
        if (members is null || Read(payload) is not { } found || members.Any(found.Members.Contains))
        {
            return "the event does not have what the field reads";
        }

        var level = found.Level is null || members[0] is not (RequestObject or ResponseObject)
            ? ""
            : $"; its level is {found.Level}, which the audit policy sets";
        return $"the event has no {string.Join(" and no ", members)}{level}";
    }

    private static (HashSet<string> Members, string? Level)? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            using var document = JsonDocument.ParseValue(ref reader);
            var members = document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .Select(member => member.Name)
                .ToHashSet();
            return (members, document.RootElement.TryGetProperty("level", out var level) && level.ValueKind == JsonValueKind.String ? level.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
