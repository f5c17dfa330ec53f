namespace K8sAudit.Runner.Engine;

/// <summary>Whether input waits for its reader.</summary>
internal static class InputKind
{
    private const string StandardInput = "-";

    /// <summary>
    /// Whether open parameters name input that stays where it is until it is read: a file, a directory or standard input. Everything else (a
    /// webhook, a followed file, a service) is live: whoever sends does not wait for slow outputs.
    /// </summary>
    public static bool IsFinite(string openParameters) => openParameters == StandardInput || File.Exists(openParameters) || Directory.Exists(openParameters);
}
