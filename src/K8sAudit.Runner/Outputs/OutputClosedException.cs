namespace K8sAudit.Runner.Outputs;

/// <summary>Nobody is there any more who reads what is written.</summary>
internal sealed class OutputClosedException(string message) : IOException(message);
