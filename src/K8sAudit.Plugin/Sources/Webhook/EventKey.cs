namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>A hash of an event's bytes with a seed of the process; the default is that of no event.</summary>
internal readonly record struct EventKey(ulong High, ulong Low);
