using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Reads the name of the pod that a request is about: the response knows a generated name, the reference knows it before there is a response.
/// </summary>
internal static class PodName
{
    /// <summary>The name where the reference is to a pod itself, and not to a subresource of it.</summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath reference, JsonPath responseName)
    {
        var resource = AuditFields.Paths.Add(reference / "resource");
        var subresource = AuditFields.Paths.Add(reference / "subresource");
        var referenceName = AuditFields.Paths.Add(reference / "name");
        var name = AuditFields.Paths.Add(responseName);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(resource, out var place)
                && source.TextOf(place).SequenceEqual("pods"u8)
                && (!source.TryGet(subresource, out place) || source.TextOf(place).IsEmpty)
                && (source.TryGet(name, out place) || source.TryGet(referenceName, out place)))
            {
                values.AddJson(source.Payload, place);
            }
        };
    }
}
