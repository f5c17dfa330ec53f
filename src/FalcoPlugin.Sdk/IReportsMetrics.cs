namespace FalcoPlugin.Sdk;

/// <summary>A plugin that counts what it does.</summary>
public interface IReportsMetrics
{
    /// <summary>The metrics as they stand now. The list's order and names stay the same for a handle's life.</summary>
    void ReportMetrics(MetricsReport report);
}
