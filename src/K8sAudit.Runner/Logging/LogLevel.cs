namespace K8sAudit.Runner.Logging;

/// <summary>How serious a log line is, with Falco's names and syslog's numbers.</summary>
internal enum LogLevel
{
    Emergency,
    Alert,
    Critical,
    Error,
    Warning,
    Notice,
    Info,
    Debug,
}
