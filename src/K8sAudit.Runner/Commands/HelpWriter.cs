using System.Globalization;

namespace K8sAudit.Runner.Commands;

/// <summary>Writes help, wrapped to a width. Only lines that are to be copied, such as examples, may be longer.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="width">The number of columns.</param>
internal sealed class HelpWriter(TextWriter output, int width)
{
    private const int WideColumn = 36;
    private const int NarrowColumn = 6;
    private const int MinWideWidth = 80;
    private const int ExampleIndent = 6;
    private const int ShortExamples = 3;

    /// <summary>The column of descriptions: on a narrow terminal they are below what they describe.</summary>
    private readonly int _column = width < MinWideWidth ? NarrowColumn : WideColumn;

    /// <summary>The help of the program.</summary>
    public void Write()
    {
        WriteText("Reads Kubernetes audit events, or the events of any Falco source plugin, and reports what Falco rules detect in them.");
        output.Write("\nUsage:\n  k8saudit [input ...] [options]\n");
        output.Write(string.Concat(Subcommands.All.Select(command => $"  {command.Synopsis}\n")));
        output.Write("\nInput:\n");
        WriteRow(CommandLineOptions.Input, CommandLineOptions.InputDescription);
        output.Write("\nCommands:\n");
        Subcommands.All.ToList().ForEach(command => WriteRow(command.Name, $"{command.Description} k8saudit {command.Name} --help lists its options."));
        WriteOptions(CommandLineOptions.All);
        WriteExitCodes(CommandLineOptions.ExitCodes);
        WriteExamples(CommandLineOptions.Examples);
    }

    /// <summary>The help of a command.</summary>
    public void Write(SubcommandRow command)
    {
        WriteText(command.Description);
        output.Write($"\nUsage:\n  {command.Synopsis}\n");
        if (command.Usage.Length > 0)
        {
            output.Write("\nArguments:\n");
            WriteRow(command.Usage, command.ArgumentDescription);
        }

        WriteOptions(command.Options);
        WriteExitCodes(command.ExitCodes);
        WriteExamples(command.Examples);
    }

    /// <summary>A sentence and a few examples.</summary>
    public void WriteShort()
    {
        WriteText("Reads Kubernetes audit events and reports what Falco rules detect in them.");
        WriteExamples([.. CommandLineOptions.Examples.Take(ShortExamples)]);
        output.Write("\n");
        WriteText("k8saudit --help lists all options and commands.");
    }

    private void WriteExitCodes(IReadOnlyList<(int Code, string Meaning)> codes)
    {
        output.Write("\nExit codes:\n");
        codes.ToList().ForEach(row => WriteRow(row.Code.ToString(CultureInfo.InvariantCulture), row.Meaning));
    }

    private void WriteOptions(IReadOnlyList<OptionRow> options)
    {
        foreach (var group in options.Where(row => row.Group != OptionGroup.Refused).GroupBy(row => row.Group))
        {
            output.Write($"\n{CommandLineOptions.Title(group.Key)}:\n");
            group.ToList().ForEach(row => WriteRow(row.Usage, row.Description));
        }
    }

    private void WriteExamples(IReadOnlyList<(string Arguments, string Description)> examples)
    {
        output.Write("\nExamples:\n");
        foreach (var (arguments, description) in examples)
        {
            output.Write($"  k8saudit {arguments}\n{"",ExampleIndent}{TextWrap.Wrap(description, ExampleIndent, width)}\n");
        }
    }

    private void WriteRow(string usage, string description)
    {
        output.Write(usage.Length + 4 > _column ? $"  {usage}\n{new string(' ', _column)}" : $"  {usage}".PadRight(_column));
        output.Write($"{TextWrap.Wrap(description, _column, width)}\n");
    }

    private void WriteText(string text) => output.Write($"{TextWrap.Wrap(text, 0, width)}\n");
}
