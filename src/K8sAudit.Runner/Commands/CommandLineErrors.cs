using System.CommandLine;
using System.CommandLine.Parsing;
using FalcoRules.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>What is wrong with a command line, with the names that were probably meant.</summary>
internal static class CommandLineErrors
{
    /// <summary>The errors of a command line that cannot be used, and where to find help.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var row = Subcommands.Find(parsed.CommandResult.Command.Name);
        // The parser has a message of its own about each of these.
        var others = parsed.Errors.Select(error => error.Message)
            .Where(message => !parsed.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)));
        return
        [
            .. others,
            .. parsed.UnmatchedTokens.Select(token => Unexpected(token, row?.Options ?? CommandLineOptions.All)),
            $"k8saudit {(row is null ? "" : $"{row.Name} ")}--help lists all options",
        ];
    }

    /// <summary>The message about an option that a command does not have.</summary>
    public static string UnknownOption(string option, IEnumerable<OptionRow> known)
    {
        var names = known.Where(row => row.Group != OptionGroup.Refused).SelectMany(row => row.Aliases.Prepend(row.Name)).Append("--help");
        return RunnerMessages.UnrecognizedOption(option, NearestName.Find(option.Split('=')[0], names));
    }

    /// <summary>Reports an input that is not a file and whose name is nearly that of a command.</summary>
    public static void CheckInput(ArgumentResult result)
    {
        // With a configuration file, the input may be for a plugin that names its inputs as it likes.
        var isConfigured = result.Parent is CommandResult parent && parent.Children.OfType<OptionResult>().Any(option => option.Option.Name == "-c");
        if (!isConfigured
            && result.Tokens is [{ Value: var input }, ..]
            && input.All(char.IsAsciiLetter)
            && !Path.Exists(input)
            && NearestName.Find(input, Subcommands.All.Select(row => row.Name)) is { } nearest)
        {
            result.AddError(RunnerMessages.NoSuchCommand(input, nearest));
        }
    }

    private static string Unexpected(string token, IReadOnlyList<OptionRow> options) =>
        token is ['-', _, ..] ? UnknownOption(token, options) : RunnerMessages.UnexpectedArgument(token);
}
