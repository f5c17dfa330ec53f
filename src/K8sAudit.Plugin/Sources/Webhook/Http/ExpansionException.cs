namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>A compressed body expands to more than it may.</summary>
internal sealed class ExpansionException : Exception;
