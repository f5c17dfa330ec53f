using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>All configured outputs as one; each has its own queue, so that none waits for another.</summary>
internal sealed class AlertOutputs : IAlertOutput
{
    private readonly List<QueuedOutput> _outputs = [];

    private AlertOutputs()
    {
    }

    /// <summary>Opens the outputs.</summary>
    /// <param name="configuration">Which ones, and how.</param>
    /// <param name="standardOutput">Where standard output goes.</param>
    /// <param name="log">Where drops and failures are told.</param>
    /// <param name="readerGone">Called when nobody reads standard output any more.</param>
    public static AlertOutputs Open(FalcoConfiguration configuration, IAlertOutput standardOutput, Log log, Action readerGone)
    {
        var outputs = new AlertOutputs();
        if (configuration.StandardOutput)
        {
            outputs.Add("stdout", standardOutput, configuration, log, readerGone);
        }

        if (configuration.FileOutput is { } file)
        {
            outputs.Add("file", new FileOutput(file.FileName, file.KeepAlive, configuration.BufferedOutputs), configuration, log, () => { });
        }

        return outputs;
    }

    public void Write(Alert alert)
    {
        foreach (var output in _outputs)
        {
            output.Write(alert);
        }
    }

    public void Dispose() => _outputs.ForEach(output => output.Dispose());

    private void Add(string name, IAlertOutput output, FalcoConfiguration configuration, Log log, Action closed) =>
        _outputs.Add(new QueuedOutput(name, output, configuration.QueueCapacity, configuration.OutputTimeout, log, closed));
}
