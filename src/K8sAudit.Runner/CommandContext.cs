using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Demo;
using K8sAudit.Runner.Explain;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.RuleTests;

namespace K8sAudit.Runner;

/// <summary>What commands work with. The configuration is read, and plugins are loaded, when a command needs them.</summary>
internal sealed class CommandContext(RunOptions options, Log log) : IDisposable
{
    private FalcoConfiguration? _configuration;
    private PluginSet? _plugins;

    public RunOptions Options => options;

    /// <summary>The configuration.</summary>
    /// <exception cref="UserError">It cannot be used.</exception>
    public FalcoConfiguration Configuration => _configuration ??= Configure();

    public Log Log => log;

    /// <summary>Standard output.</summary>
    public TextWriter Output { get; } = Console.Out;

    /// <summary>The loaded plugins.</summary>
    /// <exception cref="UserError">A library is missing.</exception>
    /// <exception cref="PluginFailedException">A library is not a plugin, or not a complete one.</exception>
    public PluginSet Plugins => _plugins ??= PluginSet.Load(Configuration, options.OpenParameters, log);

    /// <summary>The commands about rules. As in Falco, the names of event sources are checked first.</summary>
    /// <exception cref="UserError">An option names an unknown event source, or a library is missing.</exception>
    public RulesCommands RulesCommands
    {
        get
        {
            SourceSelection.Check(Plugins, options);
            return new RulesCommands(options, Configuration, Plugins, log);
        }
    }

    /// <summary>The command that explains rules.</summary>
    public ExplainCommand ExplainCommand => new(options, Configuration, Plugins, log);

    /// <summary>The command that replays a sample.</summary>
    public DemoCommand DemoCommand => new(options, Configuration, Plugins, log);

    /// <summary>The command that runs tests of rules.</summary>
    public TestCommand TestCommand => new(options, Configuration, Plugins, log);

    /// <summary>The event source of the first source plugin.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public string FirstSource => SourceSelection.Select(Plugins, options)[0];

    /// <summary>Reads what a run needs.</summary>
    /// <exception cref="UserError">The rules cannot be used, or there is no event source.</exception>
    public RunPlan ReadPlan()
    {
        SourceSelection.Check(Plugins, options);
        return RunPlan.Read(options, Configuration, Plugins, log);
    }

    public void Dispose() => _plugins?.Dispose();

    private FalcoConfiguration Configure()
    {
        var configuration = RunPlan.Configure(options, log);
        log.Info($"k8saudit version: {VersionInfo.Program}");
        return configuration;
    }
}
