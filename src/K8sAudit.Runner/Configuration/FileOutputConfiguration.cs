namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>file_output</c> block, where it is enabled.</summary>
/// <param name="FileName">The file.</param>
/// <param name="KeepAlive">Whether the file stays open between alerts; false by default.</param>
internal sealed record FileOutputConfiguration(string FileName, bool KeepAlive);
