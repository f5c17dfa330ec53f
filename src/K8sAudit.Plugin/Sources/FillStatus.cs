namespace K8sAudit.Plugin.Sources;

/// <summary>What a source did for a batch.</summary>
internal enum FillStatus
{
    /// <summary>It added events, or more may be available at once.</summary>
    More,

    /// <summary>No event is available at the moment.</summary>
    Idle,

    /// <summary>The input is at its end; events may have been added before it.</summary>
    End,
}
