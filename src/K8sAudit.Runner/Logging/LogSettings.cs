namespace K8sAudit.Runner.Logging;

/// <summary>What is written of the program's own messages, how, and where to.</summary>
internal sealed record LogSettings
{
    /// <summary>Lines less serious than this are left out; Info by default.</summary>
    public LogLevel Level { get; init; } = LogLevel.Info;

    /// <summary>Whether lines are written to standard error (<c>log_stderr</c>); true by default.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where lines go as well (<c>log_syslog</c>); nowhere by default.</summary>
    public SyslogSocket? Syslog { get; init; }

    /// <summary>Whether times are in ISO 8601 and UTC; false by default.</summary>
    public bool Iso8601 { get; init; }
}
