using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary><c>completion</c>: scripts for shells, written from the tables of commands and options.</summary>
internal static class CompletionCommand
{
    /// <summary>The names of the shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>Writes the script of a shell, one of <see cref="Shells"/>.</summary>
    public static void Write(string shell, TextWriter output) => output.Write(shell switch
    {
        "bash" => BashCompletion.Script(),
        "zsh" => ZshCompletion.Script(),
        "fish" => FishCompletion.Script(),
        _ => throw new UserError(RunnerMessages.UnknownArgument(Subcommands.Completion, shell, Shells)),
    });

    /// <summary>The options of the program itself, or of a command, as far as they can be used.</summary>
    public static IEnumerable<OptionRow> Options(SubcommandRow? command) =>
        [.. (command?.Options ?? CommandLineOptions.All).Where(row => row.Group != OptionGroup.Refused), Help];

    private static OptionRow Help { get; } = new("--help", OptionGroup.Information, "Shows help.") { Aliases = ["-h"] };
}
