namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>metrics</c> block, where it is enabled. The defaults are Falco's.</summary>
internal sealed record MetricsConfiguration
{
    /// <summary>How often a snapshot is taken; 5 s by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a snapshot is an alert of the rule "Falco internal: metrics snapshot".</summary>
    public bool ToRule { get; init; }

    /// <summary>A file that each snapshot is added to as a line of JSON; empty for none.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether there are counters for rules.</summary>
    public bool Rules { get; init; } = true;

    /// <summary>Whether there are CPU and memory usage.</summary>
    public bool Resources { get; init; } = true;

    /// <summary>Whether plugins are asked for their metrics.</summary>
    public bool Plugins { get; init; } = true;

    /// <summary>Whether memory is in megabytes in snapshots; in the units of the system otherwise.</summary>
    public bool MemoryInMegabytes { get; init; } = true;

    /// <summary>Whether snapshots have metrics that are zero.</summary>
    public bool EmptyValues { get; init; }
}
