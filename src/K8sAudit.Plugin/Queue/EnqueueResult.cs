namespace K8sAudit.Plugin.Queue;

/// <summary>What became of events that were to be queued.</summary>
internal enum EnqueueResult
{
    Queued,
    Full,
    Closed,
}
