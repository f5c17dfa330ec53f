using System.Net;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Rules;
using K8sAudit.Runner.Web;

namespace K8sAudit.Runner;

/// <summary>
/// <c>k8saudit</c>: configuration, plugins, rules, and then either an answer to a question, or events to alerts until the input ends or a signal comes.
/// </summary>
internal static class Program
{
    private const int Ok = 0;
    private const int Failed = 1;

    private static int Main(string[] arguments)
    {
        Console.SetError(new NonThrowingTextWriter(Console.Error));
        try
        {
            return CommandLine.Invoke(arguments, Run);
        }
        catch (Exception e) when (e is UserError or PluginFailedException)
        {
            Console.Error.Write($"Error: {e.Message}\n");
            return Failed;
        }
        catch (Exception e)
        {
            Console.Error.Write($"Runtime error: {e}\nExiting.\n");
            return Failed;
        }
    }

    private static int Run(RunOptions options)
    {
        var log = new Log(Console.Error, TimeProvider.System);
        var configuration = RunPlan.Configure(options, log);
        log.Info($"k8saudit version: {VersionInfo.Program}");
        if (options.Version)
        {
            VersionInfo.Write(configuration.JsonOutput, Console.Out);
            return Ok;
        }

        using var plugins = PluginSet.Load(configuration, options.OpenParameters, log);
        if (TryRunInfoCommand(options, plugins, log))
        {
            return Ok;
        }

        SourceSelection.Check(plugins, options);
        if (options.ValidateFiles is { } named)
        {
            return new RulesCommands(options, configuration, plugins, log).Validate(named, Console.Out) ? Ok : Failed;
        }

        if (options.Support)
        {
            SupportReport.Write(configuration, plugins, RulesSetup.Read(new RulesSetup(configuration, plugins, log).Paths(options.RulesFiles)), Console.Out);
            return Ok;
        }

        if (options.DescribesRules)
        {
            new RulesCommands(options, configuration, plugins, log).Describe(Console.Out);
            return Ok;
        }

        var setup = RunPlan.Read(options, configuration, plugins, log);
        if (options.DryRun)
        {
            plugins.CheckConfigurations(setup.Sources);
            return Ok;
        }

        return Detect(options, setup, log);
    }

    private static bool TryRunInfoCommand(RunOptions options, PluginSet plugins, Log log)
    {
        switch (options)
        {
            case { ListPlugins: true }:
                PluginDescriptions.WriteAll(plugins, Console.Out);
                return true;
            case { PluginInfo: { } name }:
                PluginDescriptions.WriteOne(plugins, name, log, Console.Out);
                return true;
            case { ListFields: not null }:
                FieldListing.Write(plugins, options, Console.Out);
                return true;
            default:
                return false;
        }
    }

    private static void WritePid(string? file)
    {
        try
        {
            if (file is not null)
            {
                File.WriteAllText(file, $"{Environment.ProcessId}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError(RunnerMessages.CannotWritePid(file!, e.Message));
        }
    }

    private static int Detect(RunOptions options, RunPlan setup, Log log)
    {
        using var shutdown = Shutdown.Listen(options.Duration, log, TimeProvider.System);
        using var hangUp = DeferredSignal.ListenToSigHup();
        using var sigUsr1 = DeferredSignal.ListenToSigUsr1();
        WritePid(options.PidFile);
        var statistics = new Statistics(setup.Ruleset);
        var progress = new ProgressLine(Console.Error, enabled: !Console.IsErrorRedirected, TimeProvider.System);
        log.BeforeLine = progress.Erase;
        var factory = new OutputFactory(progress, () => shutdown.Request("Standard output is closed"), () => shutdown.IsRequested);
        var live = new ContextHolder(new DetectionContext
        {
            Configuration = setup.Configuration,
            Ruleset = setup.Ruleset,
            Outputs = AlertOutputs.Open(setup.Configuration, factory, log),
            Statistics = statistics,
            Progress = progress,
            Log = log,
            Time = TimeProvider.System,
            Hostname = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? Dns.GetHostName(),
            RulesFiles = setup.RulesFiles,
            ConfigurationFiles = setup.ConfigurationFiles,
            Since = TimeProvider.System.GetUtcNow(),
        });
        sigUsr1.Attach(() =>
        {
            live.Latest.Outputs.Reopen();
            log.Info("SIGUSR1 received, reopening outputs...");
        });
        var runs = Run(options, setup, live, factory, shutdown, hangUp, log);
        progress.Erase();
        Statistics.WriteRun(Console.Error, runs);
        WriteDetections(statistics, log);
        Statistics.WriteDrops(Console.Error);
        var errors = runs.Select(run => run.Error).Append(shutdown.Failure).OfType<string>().ToList();
        errors.ForEach(error => Console.Error.Write($"Error: {error}\n"));
        return errors.Count == 0 ? Ok : Failed;
    }

    private static void WriteDetections(Statistics statistics, Log log)
    {
        try
        {
            statistics.WriteDetections(Console.Out);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error(RunnerMessages.DetectionsNotWritten(e.Message));
        }
    }

    /// <summary>Events to alerts, until the input ends or the end is asked for; alerts that wait are written out.</summary>
    private static IReadOnlyList<SourceRun> Run(RunOptions options, RunPlan setup, ContextHolder live, OutputFactory factory, Shutdown shutdown, DeferredSignal hangUp, Log log)
    {
        try
        {
            using var detector = new Detector(live, shutdown, log);
            detector.Start(setup.Plugins, setup.Sources);
            using var services = new Services(live, detector, log);
            Start(services, setup, shutdown);
            using var reloader = new Reloader(options, setup, detector, live, factory, hangUp, log);
            reloader.Reloaded += next => services.Change(next.Configuration, next.Plugins);
            reloader.Start();
            return detector.WaitForEnd();
        }
        finally
        {
            live.WaitForRetired();
            live.Latest.Outputs.Dispose();
        }
    }

    /// <summary>Where the webserver cannot listen, the sources, which are read already, are asked to end before that is told.</summary>
    private static void Start(Services services, RunPlan setup, Shutdown shutdown)
    {
        try
        {
            services.Configure(setup.Configuration, setup.Plugins);
        }
        catch (UserError e)
        {
            shutdown.Fail(e.Message);
        }
    }
}
