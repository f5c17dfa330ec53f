namespace K8sAudit.Runner.Reports;

/// <summary>The result of one event source.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Events">How many events were read.</param>
/// <param name="Elapsed">How long it was read.</param>
/// <param name="IsFinite">Whether its input is finite, or has ended by itself.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record SourceRun(string Source, long Events, TimeSpan Elapsed, bool IsFinite, string? Error)
{
    /// <summary>Whether the input was read to its end.</summary>
    public bool HasEnded { get; init; }

    /// <summary>What became of the input besides events; null if its plugin does not tell.</summary>
    public InputCounts? Input { get; init; }

    /// <summary>Whether the input was read to its end, and has something, but no event.</summary>
    public bool IsNothingUnderstood => HasEnded && Events == 0 && Input is { NotUnderstood: > 0 };

    /// <summary>One result for each source: the results of a source that a reload has opened again are added up.</summary>
    public static IReadOnlyList<SourceRun> Sum(IEnumerable<SourceRun> runs) =>
        [.. runs.GroupBy(run => run.Source).Select(group => new SourceRun(
            group.Key,
            group.Sum(run => run.Events),
            new TimeSpan(group.Sum(run => run.Elapsed.Ticks)),
            group.Any(run => run.IsFinite),
            group.Select(run => run.Error).FirstOrDefault(error => error is not null))
        {
            HasEnded = group.Any(run => run.HasEnded),
            Input = InputCounts.Sum(group.Select(run => run.Input)),
        })];
}
