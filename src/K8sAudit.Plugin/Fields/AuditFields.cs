using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>The table of all <c>ka.*</c> fields.</summary>
public static class AuditFields
{
    /// <summary>All fields, in the order of their numbers.</summary>
    public static ReadOnlySpan<Field<AuditEvent>> All => [];
}
