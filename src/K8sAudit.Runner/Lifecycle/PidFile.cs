using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>The file of <c>-P</c>.</summary>
internal static class PidFile
{
    /// <summary>Writes the process ID to a file; nothing where <paramref name="file"/> is null.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string? file)
    {
        try
        {
            if (file is not null)
            {
                File.WriteAllText(file, $"{Environment.ProcessId}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError(RunnerMessages.CannotWritePid(file!, e.Message));
        }
    }
}
