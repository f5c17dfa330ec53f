using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--help</c>: the options by group, with examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int RightColumn = 36;
    private const int LineLength = 120;
    private const int ShortExamples = 3;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (Subcommands.Find(parseResult.CommandResult.Command.Name) is { } command)
        {
            Write(command, output);
        }
        else
        {
            Write(output);
        }

        return 0;
    }

    public static void Write(TextWriter output)
    {
        output.Write("Reads Kubernetes audit events, or the events of any Falco source plugin, and reports what Falco rules detect in them.\n\nUsage:\n  k8saudit [input ...] [options]\n");
        output.Write(string.Concat(Subcommands.All.Select(command => $"  {command.Synopsis}\n")));
        output.Write("\nInput:\n");
        WriteRow(CommandLineOptions.Input, CommandLineOptions.InputDescription, output);
        output.Write("\nCommands:\n");
        Subcommands.All.ToList().ForEach(command => WriteRow(command.Name, $"{command.Description} k8saudit {command.Name} --help lists its options.", output));
        WriteOptions(CommandLineOptions.All, output);
        WriteExitCodes(CommandLineOptions.ExitCodes, output);
        WriteExamples(CommandLineOptions.Examples, output);
    }

    /// <summary>What is shown on a terminal if there are no arguments.</summary>
    public static void WriteShort(TextWriter output)
    {
        output.Write("Reads Kubernetes audit events and reports what Falco rules detect in them.\n");
        WriteExamples([.. CommandLineOptions.Examples.Take(ShortExamples)], output);
        output.Write("\nk8saudit --help lists all options and commands.\n");
    }

    private static void Write(SubcommandRow command, TextWriter output)
    {
        output.Write($"{TextWrap.Wrap(command.Description, 0, LineLength)}\n\nUsage:\n  {command.Synopsis}\n");
        if (command.Usage.Length > 0)
        {
            output.Write("\nArguments:\n");
            WriteRow(command.Usage, command.ArgumentDescription, output);
        }

        WriteOptions(command.Options, output);
        WriteExitCodes(command.ExitCodes, output);
        WriteExamples(command.Examples, output);
    }

    private static void WriteExitCodes(IReadOnlyList<(int Code, string Meaning)> codes, TextWriter output)
    {
        output.Write("\nExit codes:\n");
        codes.ToList().ForEach(row => WriteRow(row.Code.ToString(CultureInfo.InvariantCulture), row.Meaning, output));
    }

    private static void WriteOptions(IReadOnlyList<OptionRow> options, TextWriter output)
    {
        foreach (var group in options.Where(row => row.Group != OptionGroup.Refused).GroupBy(row => row.Group))
        {
            output.Write($"\n{CommandLineOptions.Title(group.Key)}:\n");
            group.ToList().ForEach(row => WriteRow(row.Usage, row.Description, output));
        }
    }

    private static void WriteExamples(IReadOnlyList<(string Arguments, string Description)> examples, TextWriter output)
    {
        output.Write("\nExamples:\n");
        foreach (var (arguments, description) in examples)
        {
            output.Write($"  k8saudit {arguments}\n      {description}\n");
        }
    }

    private static void WriteRow(string usage, string description, TextWriter output)
    {
        output.Write(usage.Length + 4 > RightColumn ? $"  {usage}\n{"",RightColumn}" : $"  {usage}".PadRight(RightColumn));
        output.Write($"{TextWrap.Wrap(description, RightColumn, LineLength)}\n");
    }
}
