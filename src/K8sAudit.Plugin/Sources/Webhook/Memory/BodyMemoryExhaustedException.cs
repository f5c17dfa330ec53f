namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>There is no memory for a body at the moment; it is refused, so that the client retries.</summary>
internal sealed class BodyMemoryExhaustedException : Exception;
