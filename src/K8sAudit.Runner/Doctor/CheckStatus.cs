namespace K8sAudit.Runner.Doctor;

/// <summary>The result of a check.</summary>
internal enum CheckStatus
{
    Ok,

    /// <summary>It works, and something about it deserves attention.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,

    /// <summary>It could not be checked.</summary>
    Skip,
}
