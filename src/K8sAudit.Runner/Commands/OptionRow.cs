using System.CommandLine;

namespace K8sAudit.Runner.Commands;

/// <summary>An option of the command line: one row of <see cref="CommandLineOptions"/>.</summary>
/// <param name="Name">Its name, with dashes.</param>
/// <param name="Group">The group in which help and documentation list it.</param>
/// <param name="Description">What it does.</param>
internal sealed record OptionRow(string Name, OptionGroup Group, string Description)
{
    /// <summary>Its other names; none by default.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How many arguments it takes; none by default.</summary>
    public ArgumentCount Count { get; init; }

    /// <summary>The name of its argument in help.</summary>
    public string ArgumentName { get; init; } = "";

    /// <summary>The words that its argument can be; none, the default, where it is any text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether its argument is the path of a file or directory; false by default.</summary>
    public bool IsPath { get; init; }

    /// <summary>An example without the name of the program; empty for none.</summary>
    public string Example { get; init; } = "";

    /// <summary>The error about an argument; null for one that can be used, which is the default.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>The options with this one; without effect by default.</summary>
    public Func<RunOptions, IReadOnlyList<string>, RunOptions> Set { get; init; } = (options, _) => options;

    /// <summary>Its names and its argument, as in <c>-P, --pidfile &lt;file&gt;</c>.</summary>
    public string Usage => string.Join(", ", Aliases.Prepend(Name)) + Count switch
    {
        ArgumentCount.None => "",
        ArgumentCount.Optional => $" [{ArgumentName}]",
        ArgumentCount.Any => $" [{ArgumentName} ...]",
        _ => $" <{ArgumentName}>",
    };

    /// <summary>The option for the parser.</summary>
    public Option<string[]> Create() => new(Name, [.. Aliases])
    {
        Description = Description,
        HelpName = ArgumentName,
        Hidden = Group == OptionGroup.Refused,
        CustomParser = result => [.. result.Tokens.Select(token => token.Value)],
        AllowMultipleArgumentsPerToken = Count == ArgumentCount.Any,
        Arity = Count switch
        {
            ArgumentCount.None => ArgumentArity.Zero,
            ArgumentCount.Optional => ArgumentArity.ZeroOrOne,
            ArgumentCount.Any => ArgumentArity.ZeroOrMore,
            _ => ArgumentArity.OneOrMore,
        },
    };
}
