namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>What became of events that were to be queued.</summary>
internal enum EnqueueResult
{
    Queued,
    Full,
    Closed,
}
