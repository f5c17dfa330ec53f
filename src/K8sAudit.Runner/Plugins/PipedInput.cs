using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Plugins;

/// <summary>Input from a pipe: it has no known end, and its writer waits while it is not read.</summary>
internal static class PipedInput
{
    private const string StandardInput = "-";

    /// <summary>Whether open parameters lead to standard input or to a named pipe, by the convention of plugins that read files.</summary>
    public static bool Is(string openParameters) => openParameters == StandardInput || FileStamp.Of(openParameters) is { IsPipe: true };
}
