namespace FalcoPlugin.Abi;

/// <summary>How serious a log message is (<c>ss_plugin_log_severity</c>).</summary>
public enum LogSeverity
{
    /// <summary>The process cannot continue.</summary>
    Fatal = 1,

    /// <summary>Immediate action is required.</summary>
    Critical = 2,

    /// <summary>Something failed.</summary>
    Error = 3,

    /// <summary>Something is unexpected; the operation continues.</summary>
    Warning = 4,

    /// <summary>Normal but worth noting.</summary>
    Notice = 5,

    /// <summary>Information about normal operation.</summary>
    Info = 6,

    /// <summary>Details for debugging.</summary>
    Debug = 7,

    /// <summary>Every step in detail.</summary>
    Trace = 8,
}
