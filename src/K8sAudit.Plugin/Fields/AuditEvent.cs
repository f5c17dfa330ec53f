using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>What is remembered of an audit event while its fields are read.</summary>
public sealed class AuditEvent : IDecodedEvent
{
    /// <inheritdoc/>
    public void Load(in PluginEvent source) => throw new NotImplementedException();
}
