namespace FalcoPlugin.Sdk;

/// <summary>A plugin that reports metrics.</summary>
public interface IReportsMetrics
{
    /// <summary>Reports the current metrics. Their order and names are the same in every report of a handle.</summary>
    void ReportMetrics(MetricsReport report);
}
