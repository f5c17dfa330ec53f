using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Messages;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.ProgramOutputConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>program_output</c> block.</summary>
internal sealed record ProgramOutputConfiguration : OutputConfiguration
{
    public static KeyTable<ProgramOutputConfiguration> Keys { get; } = new(
    [
        Value(
            "enabled",
            ValueKinds.Boolean,
            "Writes alerts as lines to the standard input of a program.",
            o => o.Enabled,
            (o, value) => o with { Enabled = value }),
        Value(
            "keep_alive",
            ValueKinds.Boolean,
            "Keeps the program running between alerts. Otherwise it is started for each alert.",
            o => o.KeepAlive,
            (o, value) => o with { KeepAlive = value }),
        Value(
            "program",
            ValueKinds.Command,
            "Shell command that starts the program.",
            o => o.Command,
            (o, value) => o with { Command = value },
            isRequired: true,
            sensitivity: Sensitivity.Command),
    ]);

    /// <summary>The shell command.</summary>
    public string Command { get; init; } = "";

    /// <summary>Whether the program keeps running between alerts; false by default.</summary>
    public bool KeepAlive { get; init; }
}
