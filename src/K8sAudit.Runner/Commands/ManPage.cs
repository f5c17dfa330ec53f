using System.Globalization;
using System.Text;

namespace K8sAudit.Runner.Commands;

/// <summary>The manual page in man(7) macros, written from the tables of commands and options.</summary>
internal static class ManPage
{
    private const string Description =
        "Reads Kubernetes audit events, or the events of any Falco source plugin, and reports what Falco rules detect in them. "
        + "It loads the plugins k8saudit and json, reads the rules files and the falco.yaml of Falco, and has the options of Falco.";

    public static void Write(TextWriter output)
    {
        output.Write($".TH K8SAUDIT 1 \"\" \"k8saudit {VersionInfo.Program}\" \"User Commands\"\n");
        output.Write(".SH NAME\nk8saudit \\- detect threats in Kubernetes audit events with Falco rules\n.SH SYNOPSIS\n.nf\n");
        WriteLines(["k8saudit [input ...] [options]", .. Subcommands.All.Select(row => row.Synopsis)], output);
        output.Write($".fi\n.SH DESCRIPTION\n{Text(Description)}\n");
        WriteRow(CommandLineOptions.Input, CommandLineOptions.InputDescription, output);
        output.Write(".SH OPTIONS\n");
        WriteOptions(CommandLineOptions.All, output);
        output.Write(".SH COMMANDS\n");
        Subcommands.All.ToList().ForEach(row => Write(row, output));
        output.Write(".SH EXIT STATUS\n");
        WriteExitCodes(CommandLineOptions.ExitCodes, output);
        output.Write(".SH EXAMPLES\n");
        WriteExamples(CommandLineOptions.Examples, output);
    }

    private static void Write(SubcommandRow command, TextWriter output)
    {
        output.Write($".SS \"{Text(command.Synopsis)}\"\n{Text(command.Description)}\n");
        if (command.ArgumentDescription.Length > 0)
        {
            WriteRow(command.Usage, command.ArgumentDescription, output);
        }

        command.Options.ToList().ForEach(row => WriteRow(row.Usage, row.Description, output));
        output.Write(".PP\nExit status:\n");
        WriteExitCodes(command.ExitCodes, output);
        output.Write(".PP\nExamples:\n");
        WriteExamples(command.Examples, output);
    }

    private static void WriteOptions(IReadOnlyList<OptionRow> options, TextWriter output)
    {
        foreach (var group in options.Where(row => row.Group != OptionGroup.Refused).GroupBy(row => row.Group))
        {
            output.Write($".SS {CommandLineOptions.Title(group.Key)}\n");
            group.ToList().ForEach(row => WriteRow(row.Usage, row.Description, output));
        }
    }

    private static void WriteExitCodes(IReadOnlyList<(int Code, string Meaning)> codes, TextWriter output) =>
        codes.ToList().ForEach(row => WriteRow(row.Code.ToString(CultureInfo.InvariantCulture), row.Meaning, output));

    private static void WriteExamples(IReadOnlyList<(string Arguments, string Description)> examples, TextWriter output) =>
        examples.ToList().ForEach(row => WriteRow($"k8saudit {row.Arguments}", row.Description, output));

    private static void WriteRow(string usage, string description, TextWriter output) => output.Write($".TP\n.B {Text(usage)}\n{Text(description)}\n");

    private static void WriteLines(IEnumerable<string> lines, TextWriter output) => output.Write(string.Concat(lines.Select(line => $"{Text(line)}\n")));

    // In roff, a backslash begins an escape, a plain hyphen is typographic, a quote delimits arguments, and a dot at the start of a line begins a macro.
    private static string Text(string text)
    {
        var escaped = new StringBuilder(text).Replace("\\", "\\e").Replace("-", "\\-").Replace("\"", "\\(dq").Replace("'", "\\(aq").ToString();
        return escaped.StartsWith('.') ? $"\\&{escaped}" : escaped;
    }
}
