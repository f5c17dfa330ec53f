namespace K8sAudit.Runner.Configuration;

/// <summary>How an entry of <c>config_files</c> is merged into the configuration.</summary>
internal enum MergeStrategy
{
    /// <summary>Lists grow, other keys are replaced. The default.</summary>
    Append,

    /// <summary>Keys are replaced, lists too.</summary>
    Override,

    /// <summary>Only new keys count.</summary>
    AddOnly,
}
