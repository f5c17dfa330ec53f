namespace K8sAudit.Runner.Reports;

/// <summary>The exit codes of the program.</summary>
internal enum ExitCode
{
    /// <summary>The command succeeded.</summary>
    Success = 0,

    /// <summary>The command failed.</summary>
    Failure = 1,

    /// <summary>The input was read to its end, and nothing in it is an event.</summary>
    NothingUnderstood = 2,
}
