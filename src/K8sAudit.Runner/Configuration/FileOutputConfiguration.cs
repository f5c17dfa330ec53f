using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.FileOutputConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>file_output</c> block.</summary>
internal sealed record FileOutputConfiguration : OutputConfiguration
{
    public static KeyTable<FileOutputConfiguration> Keys { get; } = new(
    [
        Value("enabled", ValueKinds.Boolean, "Appends alerts to a file.", o => o.Enabled, (o, value) => o with { Enabled = value }),
        Value("filename", ValueKinds.Path, "Path of the file.", o => o.FileName, (o, value) => o with { FileName = value }, isRequired: true),
        Value("keep_alive", ValueKinds.Boolean, "Keeps the file open between alerts.", o => o.KeepAlive, (o, value) => o with { KeepAlive = value }),
    ]);

    /// <summary>The file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Whether the file stays open between alerts; false by default.</summary>
    public bool KeepAlive { get; init; }
}
