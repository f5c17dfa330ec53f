namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>program_output</c> block, where it is enabled.</summary>
/// <param name="Command">The shell command.</param>
/// <param name="KeepAlive">Whether it runs on between alerts; false by default.</param>
internal sealed record ProgramOutputConfiguration(string Command, bool KeepAlive);
