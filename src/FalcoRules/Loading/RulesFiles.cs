using System.Collections.Immutable;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Loading;

/// <summary>Finds and reads rules files.</summary>
public static class RulesFiles
{
    private static readonly string[] _extensions = [".yaml", ".yml"];

    /// <summary>
    /// Reads files and directories in the order given. Of a directory, its *.yaml and *.yml files are read in the order of their names, not
    /// those of directories in it.
    /// </summary>
    /// <param name="paths">Paths of files and directories, relative to the working directory or absolute.</param>
    /// <returns>The files, and an error (<c>LOAD_ERR_FILE_READ</c>) for each path that cannot be read.</returns>
    public static RulesFilesResult Read(IEnumerable<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<SourceText>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var path in paths)
        {
            foreach (var file in Expand(path, diagnostics))
            {
                if (TextFile.Read(file, YamlLimits.Default.MaxSize, diagnostics) is { } text)
                {
                    files.Add(text);
                }
            }
        }

        return new RulesFilesResult(files.ToImmutable(), diagnostics.ToImmutable());
    }

    /// <summary>Whether a file of a directory is read, by its name.</summary>
    public static bool HasExtension(string file) => _extensions.Any(extension => file.EndsWith(extension, StringComparison.Ordinal));

    private static IEnumerable<string> Expand(string path, ICollection<Diagnostic> diagnostics)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = TextFile.Attempt(path, () => DirectoryFiles.List(path), diagnostics) ?? [];
        return files.Where(HasExtension);
    }
}
