using System.Net;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Terminal;
using K8sAudit.Runner.Web;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>Reads events and reports alerts until the input ends or a stop is requested, and writes the closing statistics.</summary>
internal sealed class DetectionRun(RunOptions options, RunPlan plan, Log log)
{
    private readonly StopRequest _stop = new(log);
    private readonly Presentation? _presentation = Presentation.Of(options.AlertView, options.Color, plan.Configuration.JsonOutput);
    private readonly DeliveryReports _deliveries = new(log, TimeProvider.System);
    private readonly ProgressLine _progress = new(Console.Error, enabled: !Console.IsErrorRedirected, TimeProvider.System);

    /// <summary>Runs to the end.</summary>
    /// <returns>Whether it succeeded, and whether finite input has an event.</returns>
    /// <exception cref="UserError">An output cannot be opened, or the pid file cannot be written.</exception>
    /// <exception cref="Plugins.PluginFailedException">A source cannot be opened.</exception>
    public ExitCode Execute()
    {
        using var shutdown = Shutdown.Listen(_stop, options.Duration, TimeProvider.System);
        using var sigHup = DeferredSignal.ListenToSigHup();
        using var sigUsr1 = DeferredSignal.ListenToSigUsr1();
        PidFile.Write(options.PidFile);
        log.BeforeLine = _progress.Erase;
        var outputs = new OutputFactory(_progress, _deliveries, () => _stop.Request("Standard output is closed"), () => _stop.IsRequested);
        var host = CreateHost(outputs);
        sigUsr1.Attach(() =>
        {
            host.Current.Outputs.Reopen();
            log.Info("SIGUSR1 received, reopening outputs...");
        });
        var runs = ReadSources(host, outputs, sigHup, shutdown);
        _progress.Erase();
        return Report(host, runs);
    }

    private EngineHost CreateHost(OutputFactory outputs) => new(new EngineSnapshot
    {
        Configuration = plan.Configuration,
        Ruleset = plan.Ruleset,
        Outputs = AlertOutputs.Open(plan.Configuration, outputs),
        RulesFiles = plan.RulesFiles,
        ConfigurationFiles = plan.ConfigurationFiles,
        Created = TimeProvider.System.GetUtcNow(),
    })
    {
        Presentation = _presentation,
        Summary = _presentation is not null || options.SummaryFormat == SummaryFormat.Json ? new RunSummary() : null,
        Deliveries = _deliveries,
        Progress = _progress,
        Log = log,
        Time = TimeProvider.System,
        Hostname = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? Dns.GetHostName(),
    };

    private IReadOnlyList<SourceRun> ReadSources(EngineHost host, OutputFactory outputs, DeferredSignal sigHup, Shutdown shutdown)
    {
        try
        {
            using var sources = new SourceRunner(host, _stop, log);
            shutdown.Ending = signal => log.Warning(RunnerMessages.EndsAtOnce(signal, Discarded.Count(host, sources)));
            sources.Start(plan.Plugins, plan.Sources);
            using var services = new Services(host, sources, log);
            Start(services);
            using var reloader = new Reloader(options, plan, sources, host, outputs, sigHup);
            reloader.Reloaded += next => services.Change(next.Configuration, next.Plugins);
            reloader.Start();
            WebhookHint.Write(plan, _progress, Console.Error, log);
            return sources.WaitForEnd();
        }
        finally
        {
            // Writes the alerts that still wait.
            host.RetireAll();
            host.Current.Outputs.Dispose();
        }
    }

    // The sources are already read: where the webserver cannot listen, they are requested to stop and the failure is reported at the end.
    private void Start(Services services)
    {
        try
        {
            services.Configure(plan.Configuration, plan.Plugins);
        }
        catch (UserError e)
        {
            _stop.Fail(e.Message);
        }
    }

    private ExitCode Report(EngineHost host, IReadOnlyList<SourceRun> runs)
    {
        _deliveries.WriteTotals();
        WriteSummary(host, runs);
        var errors = runs.Select(run => run.Error).Append(_stop.Failure).Append(FailedDelivery(runs)).OfType<string>().ToList();
        var nothing = runs.Where(run => run.IsNothingUnderstood).Select(run => RunnerMessages.NothingUnderstood(run.Source, $"{run.Input}")).ToList();
        errors.Concat(nothing).ToList().ForEach(error => Console.Error.Write($"Error: {error}\n"));
        return errors.Count > 0 ? ExitCode.Failure : nothing.Count > 0 ? ExitCode.NothingUnderstood : ExitCode.Success;
    }

    // Finite input can be read again. With live input, the log and the metrics report it.
    private string? FailedDelivery(IReadOnlyList<SourceRun> runs)
    {
        var undelivered = _deliveries.All.Where(report => report.Undelivered > 0).Select(report => (report.Output, report.Undelivered)).ToList();
        return undelivered.Count > 0 && runs.Any(run => run.IsFinite) ? RunnerMessages.AlertsNotDelivered(undelivered) : null;
    }

    private void WriteSummary(EngineHost host, IReadOnlyList<SourceRun> runs)
    {
        // Standard output of a run with JSON alerts is JSON lines and nothing else.
        var output = plan.Configuration.JsonOutput ? Console.Error : Console.Out;
        if (options.SummaryFormat == SummaryFormat.Json)
        {
            Write(() => SummaryJson.Write(host.Statistics, host.Summary!, runs, output));
        }
        else if (_presentation is not null && options.SummaryFormat == SummaryFormat.Auto)
        {
            Write(() => new SummaryText(new TerminalStyle(_presentation.HasColors), output).Write(host.Statistics, host.Summary!, runs));
        }
        else
        {
            Statistics.WriteRun(Console.Error, runs);
            Write(() => host.Statistics.WriteDetections(output));
            Statistics.WriteDrops(Console.Error);
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error(RunnerMessages.DetectionsNotWritten(e.Message));
        }
    }
}
