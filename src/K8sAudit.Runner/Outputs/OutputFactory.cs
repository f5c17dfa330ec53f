using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Outputs;

/// <summary>Which outputs there are, and how each is made.</summary>
/// <param name="progress">What shares the terminal with standard output.</param>
/// <param name="readerGone">Called when nobody reads standard output any more.</param>
/// <param name="isEnding">Whether the run shall end.</param>
internal sealed class OutputFactory(ProgressLine progress, Action readerGone, Func<bool> isEnding)
{
    private const string Standard = "stdout";

    /// <summary>The configured outputs.</summary>
    public static IEnumerable<OutputPlan> Plans(FalcoConfiguration configuration)
    {
        (string Name, bool Enabled, object? Settings)[] all =
        [
            (Standard, configuration.StandardOutput, null),
            ("syslog", configuration.SyslogOutput, null),
            ("file", configuration.FileOutput is not null, configuration.FileOutput),
            ("program", configuration.ProgramOutput is not null, configuration.ProgramOutput),
            ("http", configuration.HttpOutput is not null, configuration.HttpOutput),
        ];
        return all.Where(output => output.Enabled).Select(output =>
            new OutputPlan(output.Name, output.Settings, Certificates(output.Settings), configuration.JsonOutput, configuration.BufferedOutputs, configuration.QueueCapacity, configuration.OutputTimeout));
    }

    /// <summary>The output behind a queue of its own.</summary>
    /// <exception cref="UserError">What the output needs is missing.</exception>
    public QueuedOutput Queue(OutputPlan plan, Log log) => new(plan.Name, Create(plan), plan.Capacity, plan.Timeout, log, plan.Name == Standard ? readerGone : () => { }, isEnding);

    private IAlertOutput Create(OutputPlan plan) => plan.Settings switch
    {
        FileOutputConfiguration file => new FileOutput(file.FileName, file.KeepAlive, plan.Buffered),
        ProgramOutputConfiguration program => new ProgramOutput(program.Command, program.KeepAlive, plan.Buffered),
        HttpOutputConfiguration http => new HttpOutput(http, plan.Json, plan.Timeout, StandardStream(buffered: false)),
        _ when plan.Name == Standard => StandardStream(plan.Buffered),
        _ => new SyslogOutput(new SyslogSocket(SyslogSocket.ConfiguredPath, Timeout.InfiniteTimeSpan, TimeProvider.System)),
    };

    private static string Certificates(object? settings) => settings is HttpOutputConfiguration http ? FileFingerprint.Of(http.CertificateFiles) : "";

    /// <summary>Where alerts and progress share a terminal, the one makes room for the other.</summary>
    private IAlertOutput StandardStream(bool buffered)
    {
        var output = new StreamOutput(StandardOutput.Open(), buffered);
        return Console.IsOutputRedirected || !progress.IsEnabled ? output : new ErasingOutput(progress, output);
    }
}
