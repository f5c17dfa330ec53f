namespace K8sAudit.Runner.Commands;

/// <summary>The groups of options, in the order in which help and documentation list them.</summary>
internal enum OptionGroup
{
    Configuration,
    Run,
    Rules,
    Information,
    Compatibility,

    /// <summary>Options of Falco that are refused.</summary>
    Refused,
}
