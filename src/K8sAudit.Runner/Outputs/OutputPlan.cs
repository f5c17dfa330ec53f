namespace K8sAudit.Runner.Outputs;

/// <summary>An output as it is configured. Two that are equal are the same output.</summary>
/// <param name="Name">The output's name, for messages.</param>
/// <param name="Settings">Its own block of the configuration; null where it has none.</param>
/// <param name="Certificates">What stands for the content of the certificates and keys that the block names.</param>
/// <param name="Json">Whether alerts are JSON.</param>
/// <param name="Buffered">Whether it may collect alerts.</param>
/// <param name="Capacity">How many alerts may wait; 0 is no limit.</param>
/// <param name="Timeout">How long it may stand still.</param>
internal sealed record OutputPlan(string Name, object? Settings, string Certificates, bool Json, bool Buffered, int Capacity, TimeSpan Timeout);
