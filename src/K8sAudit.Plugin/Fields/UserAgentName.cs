using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the client's name from its user agent: <c>kubectl</c> from <c>kubectl/v1.36.0 (linux/amd64) kubernetes/1234567</c>.</summary>
internal static class UserAgentName
{
    /// <summary>The part before the first slash or space; no value where it is empty.</summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath userAgent)
    {
        var id = AuditFields.Paths.Add(userAgent);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetString(id, out var text))
            {
                var end = text.IndexOfAny((byte)'/', (byte)' ');
                var name = end < 0 ? text : text[..end];
                if (!name.IsEmpty)
                {
                    values.AddTextOf(source.Payload, name);
                }
            }
        };
    }
}
