namespace K8sAudit.Plugin.Configuration;

/// <summary>When a changed option is in force.</summary>
internal enum TakesEffect
{
    AtOnce,
    AtNextOpen,

    /// <summary>At once, and only in a configuration of a running plugin that leaves the other options as they are: a request of the host.</summary>
    WhileRunning,
    Never,
}
