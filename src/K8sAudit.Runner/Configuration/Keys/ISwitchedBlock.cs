namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A mapping with the key <c>enabled</c>. While that is false, the other keys are not read, as in Falco.</summary>
internal interface ISwitchedBlock
{
    /// <summary>The name of the key.</summary>
    const string EnabledKey = "enabled";

    bool Enabled { get; }
}
