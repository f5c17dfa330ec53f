namespace K8sAudit.Runner.Reports;

/// <summary>What became of one event source.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Events">How many events it gave.</param>
/// <param name="Elapsed">How long it was read.</param>
/// <param name="Error">Why it ended early; null where it did not.</param>
internal sealed record SourceRun(string Source, long Events, TimeSpan Elapsed, string? Error);
