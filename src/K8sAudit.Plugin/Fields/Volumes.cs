using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads what kinds of volumes a pod has.</summary>
/// <param name="volumes">Path to the volumes themselves.</param>
internal sealed class Volumes(JsonPath volumes)
{
    private readonly int _volumes = AuditFields.Paths.Add(volumes);
    private readonly int _hostPaths = AuditFields.Paths.Add(volumes / "hostPath" / "path");

    /// <summary>For each volume the members beside its name: <c>hostPath</c>, <c>configMap</c> …</summary>
    public FieldExtractor<AuditEvent> Types() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            foreach (var volume in source.Ranges(_volumes))
            {
                if (argument.Takes(volume) && volume.IsObject(source.Payload))
                {
                    AddTypes(source, volume, values);
                }
            }
        };

    /// <summary>
    /// Whether a host path equals the field's key, or begins with it where the key ends in <c>*</c>; no value where there are no volumes.
    /// </summary>
    public FieldExtractor<AuditEvent> UseHostPath() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            if (argument.IsPresent && source.TryGet(_volumes, out _))
            {
                values.AddText(Uses(source, argument.Key) ? "true"u8 : "false"u8);
            }
        };

    private static void AddTypes(AuditEvent source, JsonRange volume, FieldValues values)
    {
        var members = source.MembersOf(volume);
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = members[i];
            if (!value.IsNull(source.Payload) && !source.TextOf(name).SequenceEqual("name"u8))
            {
                values.AddJson(source.Payload, name);
            }
        }
    }

    private bool Uses(AuditEvent source, ReadOnlySpan<byte> key)
    {
        foreach (var path in source.Ranges(_hostPaths))
        {
            var text = source.TextOf(path);
            if (text.SequenceEqual(key) || (key.EndsWith("*"u8) && text.StartsWith(key[..^1])))
            {
                return true;
            }
        }

        return false;
    }
}
