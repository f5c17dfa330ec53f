using K8sAudit.Runner.Commands;

namespace K8sAudit.Runner.Explain;

/// <summary>The arguments of <c>explain</c>: a rule, which may be missing, and inputs.</summary>
/// <param name="Rule">The rule; null for all.</param>
/// <param name="Inputs">The inputs, at least one.</param>
internal sealed record ExplainArguments(string? Rule, IReadOnlyList<string> Inputs)
{
    /// <summary>The inputs as open parameters of a source plugin.</summary>
    public string OpenParameters => InputList.Join(Inputs)!;

    /// <summary>Reads the arguments: the first of several is a rule unless it can be read.</summary>
    public static ExplainArguments Of(IReadOnlyList<string> arguments) =>
        arguments.Count == 1 || IsInput(arguments[0]) ? new(null, arguments) : new(arguments[0], [.. arguments.Skip(1)]);

    // No rule has such a name: '-' is standard input, and an asterisk makes a pattern.
    private static bool IsInput(string argument) => argument == "-" || argument.Contains('*') || Path.Exists(argument);
}
