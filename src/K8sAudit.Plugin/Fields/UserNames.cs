using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads what a user name says about the kind of the user. A name that is not a string has no values.</summary>
/// <param name="name">Path to the user name.</param>
internal sealed class UserNames(JsonPath name)
{
    private readonly int _name = AuditFields.Paths.Add(name);

    /// <summary><c>true</c> where the name begins with a prefix, else <c>false</c>.</summary>
    public FieldExtractor<AuditEvent> HasPrefix(byte[] prefix) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetString(_name, out var text))
            {
                values.AddText(text.StartsWith(prefix) ? "true"u8 : "false"u8);
            }
        };

    /// <summary>The service account as <c>namespace:name</c>.</summary>
    public FieldExtractor<AuditEvent> ServiceAccount() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetString(_name, out var text) && ServiceAccountName.TrySplit(text, out var qualified, out var _))
            {
                values.AddTextOf(source.Payload, qualified);
            }
        };

    /// <summary>The namespace of the service account.</summary>
    public FieldExtractor<AuditEvent> Namespace() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetString(_name, out var text) && ServiceAccountName.TrySplit(text, out var _, out var space))
            {
                values.AddTextOf(source.Payload, space);
            }
        };
}
