using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>The delivery reports of all outputs of a run, by the names of the outputs. Thread-safe.</summary>
internal sealed class DeliveryReports(Log log, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, DeliveryReport> _reports = new(StringComparer.Ordinal);

    /// <summary>The reports of the outputs that were open so far, in the order of their names.</summary>
    public IReadOnlyList<DeliveryReport> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports.Values];
            }
        }
    }

    /// <summary>How many alerts were dropped because a queue was full.</summary>
    public long Dropped => All.Sum(report => report.Dropped);

    /// <summary>Logs the totals of the outputs that have not delivered all alerts.</summary>
    public void WriteTotals()
    {
        foreach (var report in All)
        {
            report.WriteTotals();
        }
    }

    /// <summary>The report of an output.</summary>
    public DeliveryReport Of(string output)
    {
        lock (_lock)
        {
            return _reports.TryGetValue(output, out var report) ? report : _reports[output] = new DeliveryReport(output, log, time);
        }
    }
}
