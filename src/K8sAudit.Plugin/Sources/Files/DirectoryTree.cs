using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Walks directories, through symbolic links too, without what is hidden.</summary>
internal static class DirectoryTree
{
    private const char Hidden = '.';

    /// <summary>The regular files below a directory, in no particular order. Directories below it that cannot be read are left out.</summary>
    /// <exception cref="UnauthorizedAccessException">The directory itself cannot be read.</exception>
    public static IEnumerable<FoundFile> FilesBelow(string directory) =>
        Below(directory, []).SelectMany(folder => Entries(folder, throws: folder == directory)).Where(file => file.Status.Kind == FileKind.Regular);

    /// <summary>A directory and all directories below it, each once, so that a symbolic link to a parent does not lead in a circle.</summary>
    public static IEnumerable<string> Below(string directory, HashSet<FileIdentity> seen)
    {
        if (Posix.StatusOf(directory) is not { Kind: FileKind.Directory } status || !seen.Add(status.Identity))
        {
            yield break;
        }

        yield return directory;
        foreach (var below in Entries(directory).Where(entry => entry.Status.Kind == FileKind.Directory).SelectMany(entry => Below(entry.Path, seen)))
        {
            yield return below;
        }
    }

    /// <summary>What a directory has that is not hidden, in the order of the names.</summary>
    /// <param name="directory">The directory; empty for the current one.</param>
    /// <param name="throws">Whether a directory that cannot be read is an error, and not empty.</param>
    /// <param name="withHidden">Whether hidden ones are among them.</param>
    public static IReadOnlyList<FoundFile> Entries(string directory, bool throws = false, bool withHidden = false)
    {
        try
        {
            return [.. new DirectoryInfo(directory.Length == 0 ? "." : directory).EnumerateFileSystemInfos()
                .Where(entry => withHidden || !entry.Name.StartsWith(Hidden))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => (Path: Path.Combine(directory, entry.Name), Status: Posix.StatusOf(entry.FullName)))
                .Where(entry => entry.Status is not null)
                .Select(entry => new FoundFile(entry.Path, entry.Status!.Value))];
        }
        catch (Exception e) when (!throws && e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
