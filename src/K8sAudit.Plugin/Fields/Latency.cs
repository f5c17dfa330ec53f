using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads how long a request took until the stage that the event reports.</summary>
internal static class Latency
{
    /// <summary>
    /// The time between two timestamps in nanoseconds; no value where one is missing or is not a timestamp, or the second precedes the first.
    /// </summary>
    public static FieldExtractor<AuditEvent> Between(JsonPath start, JsonPath end)
    {
        var (first, second) = (AuditFields.OnDemandPaths.Add(start), AuditFields.OnDemandPaths.Add(end));
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (TryRead(source, first, out var from) && TryRead(source, second, out var to) && to >= from)
            {
                values.Add(to - from);
            }
        };
    }

    private static bool TryRead(AuditEvent source, int path, out ulong nanoseconds)
    {
        nanoseconds = 0;
        return source.TryGetOnDemand(path, out var range) && range.IsString(source.Payload) && Rfc3339.TryParse(source.TextOf(range), out nanoseconds);
    }
}
