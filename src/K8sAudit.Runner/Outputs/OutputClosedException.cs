namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts were not delivered because the reader of standard output has closed it.</summary>
internal sealed class OutputClosedException(int count, string reason) : UndeliveredException(count, reason);
