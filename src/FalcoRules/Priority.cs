namespace FalcoRules;

/// <summary>The priority of an alert; a lower number is more serious, as in syslog.</summary>
public enum Priority
{
    /// <summary>EMERGENCY</summary>
    Emergency,

    /// <summary>ALERT</summary>
    Alert,

    /// <summary>CRITICAL</summary>
    Critical,

    /// <summary>ERROR</summary>
    Error,

    /// <summary>WARNING</summary>
    Warning,

    /// <summary>NOTICE</summary>
    Notice,

    /// <summary>INFORMATIONAL, also written INFO</summary>
    Informational,

    /// <summary>DEBUG</summary>
    Debug,
}
