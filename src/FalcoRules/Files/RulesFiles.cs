using System.Collections.Immutable;
using System.Text;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>Finds and reads rules files.</summary>
public static class RulesFiles
{
    private static readonly string[] _extensions = [".yaml", ".yml"];
    private static readonly UTF8Encoding _strictUtf8 = new(false, true);

    /// <summary>
    /// Reads files and directories in the order given. Of a directory, its *.yaml and *.yml files are read in the order of their names, not
    /// those of directories in it.
    /// </summary>
    /// <param name="paths">Paths of files and directories, relative to the working directory or absolute.</param>
    /// <returns>What could be read, and an error (<c>LOAD_ERR_FILE_READ</c>) for each path that could not.</returns>
    public static RulesFilesResult Read(IEnumerable<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<SourceText>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var path in paths)
        {
            foreach (var file in Expand(path, diagnostics))
            {
                if (Attempt(file, () => ReadText(file), diagnostics) is { } text)
                {
                    files.Add(new SourceText(file, text));
                }
            }
        }

        return new RulesFilesResult(files.ToImmutable(), diagnostics.ToImmutable());
    }

    private static IEnumerable<string> Expand(string path, ICollection<Diagnostic> diagnostics)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = Attempt(path, () => FolderFiles.In(path), diagnostics) ?? [];
        return files.Where(HasExtension);
    }

    private static bool HasExtension(string file) => _extensions.Any(extension => file.EndsWith(extension, StringComparison.Ordinal));

    private static string ReadText(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return _strictUtf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
    }

    private static T? Attempt<T>(string path, Func<T> read, ICollection<Diagnostic> diagnostics) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            diagnostics.AddError(DiagnosticCodes.FileRead, new SourceSpan(new SourceText(path, ""), new TextSpan(0, 0)), RulesFileMessages.CannotRead(error));
            return null;
        }
    }
}
