using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>The inputs of the command line as open parameters: one a line, as the k8saudit plugin reads them.</summary>
internal static class InputList
{
    /// <summary>The open parameters; null for no input.</summary>
    /// <exception cref="UserError">An input has a line break.</exception>
    public static string? Join(IReadOnlyList<string> inputs) => inputs.FirstOrDefault(input => input.Contains('\n', StringComparison.Ordinal)) is { } input
        ? throw new UserError(RunnerMessages.InputHasLineBreak(input))
        : inputs.Count == 0 ? null : string.Join('\n', inputs);
}
