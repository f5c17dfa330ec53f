namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>There is no room for a body at the moment; it is refused, to come again.</summary>
internal sealed class BodyMemoryExhaustedException : Exception;
