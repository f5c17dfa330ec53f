using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>The outputs, one row each, in the order in which they get an alert.</summary>
internal static class OutputKinds
{
    public static IReadOnlyList<OutputKind> All { get; } =
    [
        Row<StandardOutputConfiguration>("stdout", (_, _, factory) => factory.StandardOutput) with { EndsRunWhenClosed = true },
        Row<SyslogOutputConfiguration>("syslog", (_, _, _) => new SyslogOutput(OpenSyslog())),
        Row<FileOutputConfiguration>("file", (file, _, _) => OpenFile(file)),
        Row<ProgramOutputConfiguration>("program", (program, _, _) => new ProgramOutput(program.Command, program.KeepAlive)),
        Row<HttpOutputConfiguration>("http", (http, plan, factory) => new HttpOutput(http, plan.Json, plan.Timeout, echo: factory.StandardOutput)),
    ];

    private static OutputKind Row<T>(string name, Func<T, OutputPlan, OutputFactory, IAlertOutput> create) where T : OutputConfiguration =>
        new(name, configuration => configuration.Outputs.OfType<T>().FirstOrDefault(), (plan, factory) => create((T)plan.Settings, plan, factory));

    // Other errors may pass, so that each alert tries again.
    private static FileOutput OpenFile(FileOutputConfiguration file) =>
        Directory.Exists(file.FileName)
            ? throw new UserError(RunnerMessages.IsDirectory("file_output.filename", file.FileName))
            : new FileOutput(file.FileName, file.KeepAlive);

    private static SyslogSocket OpenSyslog() => new(SyslogSocket.ConfiguredPath, Timeout.InfiniteTimeSpan, TimeProvider.System);
}
