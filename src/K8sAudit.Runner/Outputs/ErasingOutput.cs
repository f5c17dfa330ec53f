using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Outputs;

/// <summary>An output on the terminal that shows progress: erases the progress line before it writes.</summary>
internal sealed class ErasingOutput(ProgressLine progress, IAlertOutput inner) : IAlertOutput
{
    public void Write(Alert alert)
    {
        progress.Erase();
        inner.Write(alert);
    }

    public void Dispose() => inner.Dispose();
}
