using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads what a patch removes.</summary>
internal static class RemovedMembers
{
    /// <summary>
    /// For a JSON patch the paths of <c>remove</c> and the origins of <c>move</c>; for any other patch a pointer to each member that it sets to <c>null</c>. No
    /// values for a request that is not a patch.
    /// </summary>
    public static void Add(AuditEvent source, in FieldArgument argument, FieldValues values)
    {
        if (source.TryGetString(AuditFields.Verb, out var verb) && verb.SequenceEqual("patch"u8) && source.TryGet(AuditFields.RequestObject, out var patch))
        {
            source.RemovedPointers.AddTo(values, source.Payload, patch);
        }
    }
}
