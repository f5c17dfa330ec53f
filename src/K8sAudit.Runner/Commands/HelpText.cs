using System.CommandLine;
using System.CommandLine.Invocation;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--help</c>: the options by group, with examples, in the width of the terminal.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private static int Width => Console.IsOutputRedirected ? TerminalWidth.Usual : Math.Min(TerminalWidth.Current, TerminalWidth.Usual);

    public override int Invoke(ParseResult parseResult)
    {
        var writer = new HelpWriter(parseResult.InvocationConfiguration.Output, Width);
        if (Subcommands.Find(parseResult.CommandResult.Command.Name) is { } command)
        {
            writer.Write(command);
        }
        else
        {
            writer.Write();
        }

        return 0;
    }

    /// <summary>What is shown on a terminal if there are no arguments.</summary>
    public static void WriteShort(TextWriter output) => new HelpWriter(output, Width).WriteShort();
}
