using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Outputs;

/// <summary>An output on the terminal that shows progress: erases the progress line before it writes.</summary>
internal sealed class ErasingOutput(ProgressLine progress, IAlertOutput inner) : IAlertOutput
{
    public int MaxBatch => inner.MaxBatch;

    public void Write(ReadOnlySpan<Alert> alerts)
    {
        progress.Erase();
        inner.Write(alerts);
    }

    public void Dispose() => inner.Dispose();
}
