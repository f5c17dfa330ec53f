namespace K8sAudit.Runner.Doctor;

/// <summary>The table of all checks, in the order in which they run. The report and docs/reference/doctor.md derive from it.</summary>
internal static class Checks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("configuration", "falco.yaml, the files that it includes, and -o can be read; unknown keys are warnings", ConfigurationChecks.Configuration),
        new("plugins", "The libraries can be loaded", ConfigurationChecks.Plugins) { Needs = Stage.Configuration },
        new("rules", "The rules files can be compiled, and have rules for each event source", ConfigurationChecks.Rules) { Needs = Stage.Plugins },
        new("init_config", "The plugins accept their configurations", ConfigurationChecks.InitConfig) { Needs = Stage.Plan },
        new("input", "The plugins can open what they read: a file exists, a port is free or served by a running instance", InputChecks.Sources)
        {
            Needs = Stage.InitConfig,
        },
        new("certificate", "The certificate of the webhook has names, is valid, and fits its key; clientCA can be read", InputChecks.Certificate)
        {
            Needs = Stage.Plan,
        },
        new("webserver", "Its port is free or served by a running instance, and its certificate can be used", HostChecks.WebServer)
        {
            Needs = Stage.Configuration,
        },
        new("outputs", "A file can be written, a program exists, a server can be connected to (not in a dry run)", OutputChecks.Outputs)
        {
            Needs = Stage.Configuration,
        },
        new("test alert", "A test alert is delivered by each output but standard output", OutputChecks.SendTest)
        {
            Needs = Stage.Configuration, IsLocal = false, Option = "--send-test", IsRequested = options => options.SendsTestAlert,
        },
        new("files", "The files of -P, metrics.output_file, offsetFile and stateDir can be written", HostChecks.Files) { Needs = Stage.Plan },
        new("limits", "Open files and memory are enough", HostChecks.Limits) { Needs = Stage.Plan },
        new("audit policy", "Which rules cannot fire with the events that an API server reports under the policy", PolicyChecks.AuditPolicy)
        {
            Needs = Stage.Plan, Option = "--audit-policy", IsRequested = options => options.AuditPolicy is not null,
        },
        new("webhook config", "The kubeconfig of an API server's audit webhook fits what is listened on", WebhookConfigChecks.WebhookConfig)
        {
            Needs = Stage.InitConfig, IsLocal = false, Option = "--webhook-config", IsRequested = options => options.WebhookConfig is not null,
        },
        new("api server", "The API servers of a cluster have an audit policy and a backend; the files of their flags are checked, too", ApiServerChecks.Cluster)
        {
            Needs = Stage.InitConfig, IsLocal = false, Option = "--kubeconfig", IsRequested = options => options.KubeConfig is not null,
        },
        new("clock", "The clock of the host is synchronized", HostChecks.Clock),
    ];

    /// <summary>The check of <c>--healthz</c>, which runs alone.</summary>
    public static Check Health { get; } = new("health", "A running instance answers", HealthCheck.Ask) { Option = "--healthz" };
}
