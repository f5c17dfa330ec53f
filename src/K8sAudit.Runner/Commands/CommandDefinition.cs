using System.CommandLine;
using System.CommandLine.Parsing;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary>A command of the parser with its options and arguments, built from rows of tables.</summary>
internal sealed class CommandDefinition
{
    private readonly Command _command;
    private readonly Argument<string[]> _arguments;
    private readonly IReadOnlyList<(OptionRow Row, Option<string[]> Option)> _options;
    private readonly Func<RunOptions, IReadOnlyList<string>, RunOptions> _set;

    /// <param name="command">The command to complete.</param>
    /// <param name="rows">Its options.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="set">Adds the arguments to the options of a run.</param>
    public CommandDefinition(
        Command command,
        IReadOnlyList<OptionRow> rows,
        Argument<string[]> arguments,
        Func<RunOptions, IReadOnlyList<string>, RunOptions> set)
    {
        (_command, _arguments, _set) = (command, arguments, set);
        _options = [.. rows.Select(row => (row, row.Create()))];
        command.Arguments.Add(arguments);
        foreach (var (_, option) in _options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>Runs the program with what the command line asks for.</summary>
    public void RunWith(Func<RunOptions, int> run) => _command.SetAction(parsed => run(Read(parsed)));

    private RunOptions Read(ParseResult parsed) => Given(parsed.CommandResult).Aggregate(
        _set(new RunOptions(), parsed.GetValue(_arguments) ?? []), (options, given) => given.Row.Set(options, given.Values));

    private void Check(CommandResult result)
    {
        foreach (var (row, values) in Given(result))
        {
            var error = row.Group == OptionGroup.Refused
                ? RunnerMessages.RefusedOption(row.Name, row.Description)
                : values.Select(row.Check).FirstOrDefault(error => error is not null);
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

        if ((result.GetValue(_arguments) ?? []).FirstOrDefault(argument => argument is ['-', _, ..]) is { } unknown)
        {
            result.AddError(CommandLineErrors.UnknownOption(unknown, _options.Select(pair => pair.Row)));
        }
    }

    private IEnumerable<(OptionRow Row, IReadOnlyList<string> Values)> Given(CommandResult result) => _options
        .Where(pair => result.GetResult(pair.Option) is { Implicit: false })
        .Select(pair => (pair.Row, (IReadOnlyList<string>)(result.GetValue(pair.Option) ?? [])));

    private bool IsGiven(CommandResult result, string name) => Given(result).Any(given => given.Row.Name == name);
}
