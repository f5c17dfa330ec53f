namespace K8sAudit.Runner.Reports;

/// <summary>What became of one event source.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Events">How many events it gave.</param>
/// <param name="Elapsed">How long it was read.</param>
/// <param name="Error">Why it ended early; null where it did not.</param>
internal sealed record SourceRun(string Source, long Events, TimeSpan Elapsed, string? Error)
{
    /// <summary>One run a source: where a reload opened a source anew, its runs count together.</summary>
    public static IReadOnlyList<SourceRun> Sum(IEnumerable<SourceRun> runs) =>
        [.. runs.GroupBy(run => run.Source).Select(group => new SourceRun(group.Key, group.Sum(run => run.Events), new TimeSpan(group.Sum(run => run.Elapsed.Ticks)), group.Select(run => run.Error).FirstOrDefault(error => error is not null)))];
}
