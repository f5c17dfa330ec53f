namespace K8sAudit.Runner.Commands;

/// <summary>A command that is named on the command line: one row of <see cref="Subcommands"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usage">Its arguments in help, as in <c>[rule] &lt;file&gt;</c>.</param>
/// <param name="Description">What it does.</param>
internal sealed record SubcommandRow(string Name, string Usage, string Description)
{
    /// <summary>Its whole command line, as in <c>k8saudit explain [rule] &lt;input&gt; [options]</c>.</summary>
    public string Synopsis => string.Join(' ', new[] { "k8saudit", Name, Usage, Options.Count > 0 ? "[options]" : "" }.Where(part => part.Length > 0));

    /// <summary>What its arguments are.</summary>
    public required string ArgumentDescription { get; init; }

    /// <summary>The words that its argument can be; none, the default, where it is any text, such as the path of a file.</summary>
    public IReadOnlyList<string> ArgumentWords { get; init; } = [];

    /// <summary>The number of arguments that it needs.</summary>
    public required int MinArguments { get; init; }

    /// <summary>The number of arguments that it takes.</summary>
    public required int MaxArguments { get; init; }

    /// <summary>Configuration keys that it sets, in the form of <c>-o</c>; none by default. <c>-o</c> replaces them.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Its options, shared ones included.</summary>
    public required IReadOnlyList<OptionRow> Options { get; init; }

    /// <summary>Its exit codes with their meanings.</summary>
    public required IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; init; }

    /// <summary>Examples of whole command lines, without the name of the program.</summary>
    public required IReadOnlyList<(string Arguments, string Description)> Examples { get; init; }
}
