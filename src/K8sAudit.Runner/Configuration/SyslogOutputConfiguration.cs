using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.SyslogOutputConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>syslog_output</c> block.</summary>
internal sealed record SyslogOutputConfiguration : OutputConfiguration
{
    public static KeyTable<SyslogOutputConfiguration> Keys { get; } = new(
    [
        Value(
            "enabled",
            ValueKinds.Boolean,
            "Writes alerts to the local syslog. The priority of the rule is the severity.",
            o => o.Enabled,
            (o, value) => o with { Enabled = value }),
    ]);
}
