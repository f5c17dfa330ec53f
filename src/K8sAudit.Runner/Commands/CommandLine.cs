using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>The command line: Falco's options with Falco's meanings, and an argument for the input.</summary>
internal sealed class CommandLine
{
    private readonly Argument<string?> _input = new(CommandLineOptions.Input) { Arity = ArgumentArity.ZeroOrOne };
    private readonly IReadOnlyList<(OptionRow Row, Option<string[]> Option)> _options = [.. CommandLineOptions.All.Select(row => (row, row.Create()))];

    /// <summary>Parses the command line and runs the program with it, or prints help.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="run">Runs the program; returns the exit code.</param>
    /// <exception cref="UserError">The arguments cannot be used; the message has all errors.</exception>
    public static int Invoke(string[] arguments, Func<RunOptions, int> run)
    {
        var line = new CommandLine();
        var root = line.Build();
        root.SetAction(parsed => run(line.Read(parsed)));
        var parsed = root.Parse([.. arguments.SelectMany(Separate)], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw new UserError(SecretText.Redact(string.Join("\n", parsed.Errors.Select(error => error.Message).Append("k8saudit --help lists all options"))));
        }

        // The program handles signals and exceptions itself.
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    /// <summary>As in Falco, the argument of a short option may follow it directly: <c>-M5</c>, <c>-pc</c>.</summary>
    private static string[] Separate(string argument) =>
        argument is ['-', not '-', not '=', ..] && CommandLineOptions.All.Any(row => row.Name == argument[..2] && row.Count != ArgumentCount.None)
            ? [argument[..2], argument[2..]]
            : [argument];

    private RootCommand Build()
    {
        var root = new RootCommand();
        // The built-in option prints the version of the program only.
        root.Options.Remove(root.Options.First(option => option is VersionOption));
        root.Options.OfType<HelpOption>().First().Action = new HelpText();
        root.Arguments.Add(_input);
        foreach (var (_, option) in _options)
        {
            root.Options.Add(option);
        }

        root.Validators.Add(Check);
        return root;
    }

    private void Check(CommandResult result)
    {
        foreach (var (row, values) in Given(result))
        {
            var error = row.Group == OptionGroup.Refused ? RunnerMessages.RefusedOption(row.Name, row.Description) : values.Select(row.Check).FirstOrDefault(error => error is not null);
            if (error is not null)
            {
                result.AddError(error);
            }
        }

        foreach (var (first, second, error) in CommandLineOptions.Exclusive)
        {
            if (IsGiven(result, first) && IsGiven(result, second))
            {
                result.AddError(error);
            }
        }

        if (result.GetValue(_input) is ['-', _, ..] unknown)
        {
            result.AddError(RunnerMessages.UnrecognizedOption(unknown));
        }
    }

    private RunOptions Read(ParseResult parsed) => Given(parsed.CommandResult).Aggregate(
        new RunOptions { OpenParameters = parsed.GetValue(_input) }, (options, given) => given.Row.Set(options, given.Values));

    private IEnumerable<(OptionRow Row, IReadOnlyList<string> Values)> Given(CommandResult result) => _options
        .Where(pair => result.GetResult(pair.Option) is { Implicit: false })
        .Select(pair => (pair.Row, (IReadOnlyList<string>)(result.GetValue(pair.Option) ?? [])));

    private bool IsGiven(CommandResult result, string name) => Given(result).Any(given => given.Row.Name == name);
}
