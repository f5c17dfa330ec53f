using FalcoRules.Layout;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Commands;

/// <summary><c>fmt</c>: formats rules files.</summary>
internal static class FormatCommand
{
    private const string StandardInput = "-";

    /// <summary>Formats files and directories in place, or standard input to standard output.</summary>
    /// <param name="options">The files, and whether they are only checked or compared.</param>
    /// <param name="output">Where the names of changed files, the differences or the formatted text are written.</param>
    /// <returns>Whether all files could be formatted; with <c>--check</c>, whether none needs it.</returns>
    /// <exception cref="UserError">A file cannot be read or written.</exception>
    public static bool Execute(RunOptions options, TextWriter output)
    {
        if (options.Arguments is [StandardInput])
        {
            return Format([new SourceText(StandardInput, Console.In.ReadToEnd())], options, output);
        }

        var files = RulesFiles.Read(options.Arguments);
        Report(files.Diagnostics);
        return Format(files.Files, options, output) && files.Diagnostics.IsEmpty;
    }

    private static bool Format(IEnumerable<SourceText> files, RunOptions options, TextWriter output)
    {
        var hasSucceeded = true;
        foreach (var file in files)
        {
            var diagnostics = new List<Diagnostic>();
            var formatted = RulesFormatter.Format(file, diagnostics);
            Report(diagnostics);
            hasSucceeded &= formatted is not null && !(options.CheckFormat && formatted.IsChanged);
            if (formatted is not null)
            {
                Write(formatted, options, output);
            }
        }

        return hasSucceeded;
    }

    private static void Write(FormattedFile file, RunOptions options, TextWriter output)
    {
        var isInput = file.Source.Name == StandardInput;
        if (options.ShowDifference && file.IsChanged)
        {
            file.WriteDiff(output);
        }
        else if (isInput && !options.CheckFormat && !options.ShowDifference)
        {
            output.Write(file.Text);
        }
        else if (file.IsChanged && !options.ShowDifference)
        {
            output.Write($"{file.Source.Name}\n");
        }

        if (file.IsChanged && !isInput && !options.CheckFormat && !options.ShowDifference)
        {
            Save(file);
        }
    }

    private static void Save(FormattedFile file)
    {
        try
        {
            File.WriteAllText(file.Source.Name, file.Text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.CannotWriteFile(file.Source.Name, e.Message));
        }
    }

    private static void Report(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Console.Error.Write($"{diagnostic.Render()}\n");
        }
    }
}
