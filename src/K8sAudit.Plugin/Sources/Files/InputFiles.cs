using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Finds the files that open parameters name: a path, a directory with everything below it, a pattern (<see cref="PathPattern"/>), or standard input. The
/// inputs keep their order, the files of a directory are in the order of their modification times and then of their paths, and those of a pattern in the order
/// of their paths. A file that directories and patterns find more than once is read once; hidden files and directories, whose names begin with a dot, are not
/// read.
/// </summary>
internal static class InputFiles
{
    /// <summary>The files of all inputs, in order.</summary>
    /// <param name="inputs">What open parameters name.</param>
    /// <param name="warn">Takes the message about a directory that is left out because it cannot be read.</param>
    /// <exception cref="PluginException">An input names nothing that can be read.</exception>
    public static IReadOnlyList<InputFile> Find(IReadOnlyList<string> inputs, Action<string> warn)
    {
        var tree = new DirectoryTree(warn);
        List<InputFile> files = [];
        HashSet<FileIdentity> found = [];
        foreach (var input in inputs)
        {
            if (input != InputFile.StandardInput && Expand(input, tree) is { } paths)
            {
                files.AddRange(paths.Where(file => found.Add(file.Status.Identity)).Select(file => new InputFile(file.Path, IsNamed: false)));
            }
            else
            {
                files.Add(new InputFile(input, IsNamed: true));
            }
        }

        return files;
    }

    // Null for a path of a single file.
    private static FoundFile[]? Expand(string input, DirectoryTree tree)
    {
        if (input.Contains('\0', StringComparison.Ordinal))
        {
            throw new PluginException(PluginMessages.PathHasNul(input));
        }

        return Posix.StatusOf(input) switch
        {
            { Kind: FileKind.Directory } => FilesOf(input, tree),
            null => PathPattern.IsPattern(input) ? FilesLike(input, tree) : throw new PluginException(PluginMessages.FileIsMissing(input)),
            _ => null,
        };
    }

    private static FoundFile[] FilesOf(string directory, DirectoryTree tree)
    {
        FoundFile[] files = [.. tree.FilesBelow(directory).OrderBy(file => file.Status.Modified).ThenBy(file => file.Path, StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new PluginException(PluginMessages.DirectoryHasNoFiles(directory));
    }

    private static FoundFile[] FilesLike(string pattern, DirectoryTree tree)
    {
        FoundFile[] files = [.. PathPattern.Find(pattern, tree).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new PluginException(PluginMessages.NoFileMatches(pattern));
    }
}
