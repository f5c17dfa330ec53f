namespace K8sAudit.Runner.Reports;

/// <summary>A row of <see cref="InputCounts"/>: a metric of a source plugin that tells what became of its input.</summary>
/// <param name="Metric">The name of the plugin's metric.</param>
/// <param name="Key">Its name in the JSON summary.</param>
/// <param name="One">What one of them is, in a sentence; empty for what sentences leave out.</param>
/// <param name="Several">What several of them are.</param>
/// <param name="IsNotUnderstood">Whether it counts input that is not understood.</param>
internal sealed record InputCounter(string Metric, string Key, string One, string Several, bool IsNotUnderstood = false);
