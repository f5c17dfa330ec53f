namespace K8sAudit.Runner.Commands;

/// <summary>The inputs of the command line as open parameters: one a line, as the k8saudit plugin reads them.</summary>
internal static class InputList
{
    /// <summary>The open parameters; null for no input. An argument may have several lines.</summary>
    public static string? Join(IReadOnlyList<string> inputs) => inputs.Count == 0 ? null : string.Join('\n', inputs);
}
