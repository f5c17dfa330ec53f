using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Plugins;

/// <summary>Input from a pipe: it has no known end, and its writer waits while it is not read.</summary>
internal static class PipedInput
{
    private const string StandardInput = "-";

    /// <summary>Whether an input of open parameters, one a line, is standard input or a named pipe, by the convention of plugins that read files.</summary>
    public static bool Is(string openParameters) =>
        openParameters.Split('\n', StringSplitOptions.TrimEntries).Any(input => input == StandardInput || FileStamp.Of(input) is { IsPipe: true });
}
