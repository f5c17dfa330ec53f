using FalcoRules.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary><c>help</c>: explains a code of a diagnostic about rules files, or lists all codes.</summary>
internal static class CodeHelp
{
    private const int LineLength = 100;

    /// <summary>Writes the list, or one explanation.</summary>
    /// <param name="arguments">The code; none for the list.</param>
    /// <param name="output">Where it is written.</param>
    /// <exception cref="UserError">There is no such code.</exception>
    public static void Write(IReadOnlyList<string> arguments, TextWriter output)
    {
        var codes = LintCodes.All.Concat(DiagnosticCodes.All).ToList();
        if (arguments.Count == 0)
        {
            codes.ForEach(code => output.Write($"{code.Name,-32} {code.Meaning}\n"));
            return;
        }

        var name = arguments[0].ToUpperInvariant();
        Write(DiagnosticCodes.Find(name) ?? throw new UserError(RunnerMessages.UnknownCode("help", arguments[0])), output);
    }

    private static void Write(DiagnosticCode code, TextWriter output)
    {
        output.Write($"{code.Name} ({(code.IsError ? "error" : "warning")})\n{code.Meaning}.\n\n{TextWrap.Wrap($"{code.Why} {code.Remedy}", 0, LineLength)}\n");
        WriteExample("Wrong", code.Wrong, output);
        WriteExample("Right", code.Right, output);
    }

    private static void WriteExample(string title, string example, TextWriter output)
    {
        if (example.Length > 0)
        {
            output.Write($"\n{title}:\n{string.Concat(example.Split('\n').Select(line => $"  {line}\n"))}");
        }
    }
}
