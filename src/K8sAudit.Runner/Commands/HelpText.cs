using System.CommandLine;
using System.CommandLine.Invocation;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--help</c>: the options by group, with examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int RightColumn = 36;
    private const int LineLength = 120;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.InvocationConfiguration.Output);
        return 0;
    }

    public static void Write(TextWriter output)
    {
        output.Write("Reads Kubernetes audit events, or the events of any Falco source plugin, and reports what Falco rules detect in them.\n\nUsage:\n  k8saudit [input] [options]\n\nInput:\n");
        WriteRow(CommandLineOptions.Input, CommandLineOptions.InputDescription, output);
        foreach (var group in CommandLineOptions.All.Where(row => row.Group != OptionGroup.Refused).GroupBy(row => row.Group))
        {
            output.Write($"\n{CommandLineOptions.Title(group.Key)}:\n");
            group.ToList().ForEach(row => WriteRow(row.Usage, row.Description, output));
        }

        output.Write("\nExamples:\n");
        foreach (var (command, description) in CommandLineOptions.Examples)
        {
            output.Write($"  k8saudit {command}\n      {description}\n");
        }
    }

    private static void WriteRow(string usage, string description, TextWriter output)
    {
        output.Write(usage.Length + 4 > RightColumn ? $"  {usage}\n{"",RightColumn}" : $"  {usage}".PadRight(RightColumn));
        output.Write($"{TextWrap.Wrap(description, RightColumn, LineLength)}\n");
    }
}
