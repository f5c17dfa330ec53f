using System.Net;
using System.Text.Json;
using FalcoRules;
using FalcoRules.Files;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Life;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Rules;

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
        try
        {
            return CommandLine.Invoke(arguments, Run);
        }
        catch (Exception e) when (e is UserError or PluginException)
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
        var configuration = Configure(options, log);
        if (options.Version)
        {
            VersionInfo.Write(configuration.JsonOutput, Console.Out);
            return Ok;
        }

        using var plugins = PluginSet.Load(configuration, options.OpenParameters, log);
        if (AskedAboutPlugins(options, plugins, log))
        {
            return Ok;
        }

        var rules = new RulesSetup(configuration, plugins, log);
        if (options.ValidateFiles is { } named)
        {
            return Validate(rules, rules.Read(named.Count > 0 ? named : options.RulesFiles), configuration) ? Ok : Failed;
        }

        var ruleset = rules.LoadForUse(rules.Read(options.RulesFiles));
        if (options.DescribeAllRules || options.DescribeRule is not null)
        {
            RuleDescriptions.Write(ruleset, options.DescribeRule, Console.Out);
            return Ok;
        }

        var sources = SourceSelection.Select(plugins, options);
        if (options.DryRun)
        {
            plugins.CheckConfigurations(sources);
            return Ok;
        }

        return Detect(options, configuration, plugins, sources, ruleset, log);
    }

    private static FalcoConfiguration Configure(RunOptions options, Log log)
    {
        var configuration = new ConfigurationLoader(Environment.GetEnvironmentVariable, log).Load(options.ConfigurationFile, options.Overrides);
        log.Level = options.Verbose ? LogLevel.Debug : log.Level;
        log.Info($"k8saudit version: {VersionInfo.Program}");
        return configuration with
        {
            BufferedOutputs = configuration.BufferedOutputs && !options.Unbuffered,
            OutputAdditions = [.. configuration.OutputAdditions, .. ExtraOutput.Additions(options.ExtraOutput, log)],
        };
    }

    private static bool AskedAboutPlugins(RunOptions options, PluginSet plugins, Log log)
    {
        switch (options)
        {
            case { ListPlugins: true }:
                PluginDescriptions.WriteAll(plugins, Console.Out);
                return true;
            case { PluginInfo: { } name }:
                PluginDescriptions.WriteOne(plugins, name, log, Console.Out);
                return true;
            case { ListFields: { } source }:
                FieldList.Write(plugins, source, options.NamesOnly, options.Verbose, Console.Out);
                return true;
            default:
                return false;
        }
    }

    private static bool Validate(RulesSetup rules, RulesFilesResult files, FalcoConfiguration configuration)
    {
        var report = ValidationReport.Create(files, rules.Load(files));
        if (configuration.JsonOutput)
        {
            using var json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance });
            report.WriteJson(json);
        }
        else
        {
            report.WriteText(Console.Out);
        }

        return report.Succeeded;
    }

    private static int Detect(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, IReadOnlyList<string> sources, Ruleset ruleset, Log log)
    {
        using var shutdown = Shutdown.Listen(options.Duration, log);
        var statistics = new Statistics(ruleset);
        var progress = new ProgressLine(Console.Error, enabled: !Console.IsErrorRedirected, TimeProvider.System);
        log.BeforeLine = progress.Erase;
        IReadOnlyList<SourceRun> runs;
        using (var outputs = AlertOutputs.Open(configuration, new OutputFactory(progress, () => shutdown.Request("Standard output is closed")), log))
        using (UserSignal.Listen(() =>
        {
            log.Info("SIGUSR1 received, reopening outputs...");
            outputs.Reopen();
        }))
        {
            runs = Detector.Run(plugins, sources, new DetectionContext
            {
                Configuration = configuration,
                Ruleset = ruleset,
                Outputs = outputs,
                Statistics = statistics,
                Progress = progress,
                Log = log,
                Time = TimeProvider.System,
                Hostname = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? Dns.GetHostName(),
            }, shutdown);
        }

        progress.Erase();
        Statistics.WriteRun(Console.Error, runs);
        statistics.WriteDetections(Console.Out);
        Statistics.WriteDrops(Console.Error);
        var errors = runs.Where(run => run.Error is not null).Select(run => run.Error!).ToList();
        errors.ForEach(error => Console.Error.Write($"Error: {error}\n"));
        return errors.Count == 0 ? Ok : Failed;
    }
}
