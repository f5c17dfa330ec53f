using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.StandardOutputConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>stdout_output</c> block.</summary>
internal sealed record StandardOutputConfiguration : OutputConfiguration
{
    public static KeyTable<StandardOutputConfiguration> Keys { get; } = new(
    [
        Value(
            "enabled",
            ValueKinds.Boolean,
            "Writes alerts to standard output.",
            o => o.Enabled,
            (o, value) => o with { Enabled = value },
            defaultText: "true if no output is enabled"),
    ]);
}
