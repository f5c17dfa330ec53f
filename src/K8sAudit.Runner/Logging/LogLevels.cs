using FalcoPlugin.Abi;

namespace K8sAudit.Runner.Logging;

/// <summary>The ways to a level: from a plugin's severity, and from its name in falco.yaml.</summary>
internal static class LogLevels
{
    public static LogLevel Of(LogSeverity severity) => severity switch
    {
        LogSeverity.Fatal or LogSeverity.Critical => LogLevel.Critical,
        LogSeverity.Error => LogLevel.Error,
        LogSeverity.Warning => LogLevel.Warning,
        LogSeverity.Notice => LogLevel.Notice,
        LogSeverity.Info => LogLevel.Info,
        _ => LogLevel.Debug,
    };
}
