using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;
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

        var plan = RunPlan.Read(options, configuration, plugins, log);
        if (options.DryRun)
        {
            plugins.CheckConfigurations(plan.Sources);
            return Ok;
        }

        return new DetectionRun(options, plan, log).Execute() ? Ok : Failed;
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
}
