using System.CommandLine;
using System.CommandLine.Help;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>The command line: Falco's options with Falco's meanings, an argument for the input, and commands that Falco does not have.</summary>
internal static class CommandLine
{
    /// <summary>Parses the command line and runs the program with it, or prints help.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="run">Runs the program; returns the exit code.</param>
    /// <exception cref="UserError">The arguments cannot be used; the message has all errors.</exception>
    public static int Invoke(string[] arguments, Func<RunOptions, int> run)
    {
        var parsed = Build(run).Parse(
            [.. arguments.SelectMany(Separate)], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpText)
        {
            throw new UserError(SecretText.Redact(string.Join('\n', CommandLineErrors.Of(parsed))));
        }

        // The program handles signals and exceptions itself.
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    /// <summary>As in Falco, the argument of a short option may follow it directly: <c>-M5</c>, <c>-pc</c>.</summary>
    private static string[] Separate(string argument) =>
        argument is ['-', not '-', not '=', ..] && CommandLineOptions.All.Any(row => row.Name == argument[..2] && row.Count != ArgumentCount.None)
            ? [argument[..2], argument[2..]]
            : [argument];

    private static RootCommand Build(Func<RunOptions, int> run)
    {
        var root = new RootCommand();
        // The built-in option prints the version of the program only.
        root.Options.Remove(root.Options.First(option => option is VersionOption));
        root.Options.OfType<HelpOption>().First().Action = new HelpText();
        var input = Argument(CommandLineOptions.Input, ArgumentArity.ZeroOrMore);
        new CommandDefinition(
            root,
            CommandLineOptions.All,
            input,
            (options, values) => options with { OpenParameters = InputList.Join(values) }).RunWith(run);
        input.Validators.Add(result => CommandLineErrors.CheckInput(result));
        foreach (var row in Subcommands.All)
        {
            root.Subcommands.Add(Build(row, run));
        }

        return root;
    }

    private static Command Build(SubcommandRow row, Func<RunOptions, int> run)
    {
        var command = new Command(row.Name, row.Description);
        var arguments = Argument("arguments", new ArgumentArity(0, row.MaxArguments));
        arguments.Validators.Add(result =>
        {
            if (row.ArgumentWords.Count > 0 && result.Tokens.FirstOrDefault(token => !row.ArgumentWords.Contains(token.Value)) is { } other)
            {
                result.AddError(RunnerMessages.UnknownArgument(row.Name, other.Value, row.ArgumentWords));
            }
        });
        command.Validators.Add(result =>
        {
            if ((result.GetResult(arguments)?.Tokens.Count ?? 0) < row.MinArguments)
            {
                result.AddError(RunnerMessages.MissingArgument(row.Name, row.Usage, row.Examples[0].Arguments));
            }
        });
        new CommandDefinition(
            command,
            row.Options,
            arguments,
            (options, values) => options with { Subcommand = row.Name, Arguments = values, Overrides = row.Overrides }).RunWith(run);
        return command;
    }

    private static Argument<string[]> Argument(string name, ArgumentArity arity) =>
        new(name) { Arity = arity, CustomParser = result => [.. result.Tokens.Select(token => token.Value)] };
}
