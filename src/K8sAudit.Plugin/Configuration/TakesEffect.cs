namespace K8sAudit.Plugin.Configuration;

/// <summary>When a changed option is in force.</summary>
internal enum TakesEffect
{
    AtOnce,
    AtNextOpen,
    Never,
}
