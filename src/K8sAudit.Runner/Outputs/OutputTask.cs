namespace K8sAudit.Runner.Outputs;

/// <summary>What the thread of an output does next.</summary>
internal enum OutputTask
{
    /// <summary>It writes the alerts that it has taken from the queue.</summary>
    Write,

    /// <summary>It closes and opens what it writes to.</summary>
    Reopen,

    /// <summary>It looks whether an output that has failed works again.</summary>
    Check,

    /// <summary>It ends.</summary>
    End,
}
