namespace K8sAudit.Runner.Doctor;

/// <summary>How far the deployment could be read.</summary>
internal enum Stage
{
    Nothing,

    /// <summary>The configuration was read.</summary>
    Configuration,

    /// <summary>The plugins were loaded, too.</summary>
    Plugins,

    /// <summary>The rules were compiled and the sources selected, too.</summary>
    Plan,

    /// <summary>The plugins accepted their configurations, too.</summary>
    InitConfig,
}
