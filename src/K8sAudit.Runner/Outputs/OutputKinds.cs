using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>The outputs, one row each, in the order in which they get an alert.</summary>
internal static class OutputKinds
{
    public static IReadOnlyList<OutputKind> All { get; } =
    [
        Row("stdout", configuration => Switch(configuration.StandardOutput), (_, _, factory) => factory.StandardOutput) with { EndsRunWhenClosed = true },
        Row("syslog", configuration => Switch(configuration.SyslogOutput), (_, _, _) => new SyslogOutput(OpenSyslog())),
        Row("file", configuration => configuration.FileOutput, (file, _, _) => new FileOutput(file.FileName, file.KeepAlive)),
        Row("program", configuration => configuration.ProgramOutput, (program, _, _) => new ProgramOutput(program.Command, program.KeepAlive)),
        Row("http", configuration => configuration.HttpOutput, (http, plan, factory) => new HttpOutput(http, plan.Json, plan.Timeout, factory.StandardOutput)) with
        {
            CertificateFiles = configuration => configuration.HttpOutput?.CertificateFiles ?? [],
        },
    ];

    private static OutputKind Row<T>(string name, Func<FalcoConfiguration, T?> settings, Func<T, OutputPlan, OutputFactory, IAlertOutput> create)
        where T : class => new(name, $"{name}_output", settings, (plan, factory) => create((T)plan.Settings, plan, factory));

    // An output without settings of its own.
    private static string? Switch(bool isEnabled) => isEnabled ? "enabled" : null;

    private static SyslogSocket OpenSyslog() => new(SyslogSocket.ConfiguredPath, Timeout.InfiniteTimeSpan, TimeProvider.System);
}
