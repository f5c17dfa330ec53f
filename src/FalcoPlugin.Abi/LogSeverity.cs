namespace FalcoPlugin.Abi;

/// <summary>How serious a log message is (<c>ss_plugin_log_severity</c>).</summary>
public enum LogSeverity
{
    /// <summary>The process cannot go on.</summary>
    Fatal = 1,

    /// <summary>Needs a person at once.</summary>
    Critical = 2,

    /// <summary>Something failed.</summary>
    Error = 3,

    /// <summary>Something is not as it should be, and the work goes on.</summary>
    Warning = 4,

    /// <summary>Normal but worth noting.</summary>
    Notice = 5,

    /// <summary>What is being done.</summary>
    Info = 6,

    /// <summary>For whoever looks into a problem.</summary>
    Debug = 7,

    /// <summary>Every step.</summary>
    Trace = 8,
}
