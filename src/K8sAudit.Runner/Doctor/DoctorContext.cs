using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Doctor;

/// <summary>The deployment that is checked, as far as earlier checks could read it.</summary>
/// <param name="options">The command line.</param>
/// <param name="log">Receives what configuration, plugins and rules log, and records the warnings.</param>
internal sealed class DoctorContext(RunOptions options, Log log) : IDisposable
{
    public RunOptions Options => options;

    public Log Log => log;

    /// <summary>How far the deployment was read.</summary>
    public Stage Stage { get; private set; }

    /// <summary>Whether only checks run that send nothing to other machines.</summary>
    public bool IsLocal => options.DryRun;

    public FalcoConfiguration Configuration { get; private set; } = new();

    public PluginSet Plugins { get; private set; } = null!;

    public RunPlan Plan { get; private set; } = null!;

    /// <summary>The webhook that the first source listens on; null where it is none.</summary>
    public WebhookSettings? Webhook => Stage < Stage.Plan ? null : WebhookSettings.Of(Plugins.SourcePlugin(Plan.Sources[0]).Configuration);

    public void ReadConfiguration() => (Configuration, Stage) = (RunPlan.Configure(options, log), Stage.Configuration);

    public void LoadPlugins() => (Plugins, Stage) = (PluginSet.Load(Configuration, options.OpenParameters, log), Stage.Plugins);

    public void ReadPlan()
    {
        SourceSelection.Check(Plugins, options);
        (Plan, Stage) = (RunPlan.Read(options, Configuration, Plugins, log), Stage.Plan);
    }

    public void CheckInitConfig()
    {
        Plugins.CheckConfigurations(Plan.Sources);
        Stage = Stage.InitConfig;
    }

    public void Dispose() => Plugins?.Dispose();
}
