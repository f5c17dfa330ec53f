namespace K8sAudit.Runner.Configuration;

/// <summary>What becomes of a key of falco.yaml.</summary>
internal enum KeyUse
{
    /// <summary>It does what it does in Falco.</summary>
    Used,

    /// <summary>It steers something that plugin event sources do not have; accepted and named in a warning where it is set.</summary>
    Ignored,
}
