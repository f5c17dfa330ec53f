namespace K8sAudit.Plugin.Sources.Content;

/// <summary>Compressed content expands further than <see cref="ExpansionLimits"/> allow.</summary>
internal sealed class ExpansionLimitException(string message) : Exception(message);
