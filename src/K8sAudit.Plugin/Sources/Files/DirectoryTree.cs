using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Walks directories, through symbolic links too, without what is hidden.</summary>
/// <param name="warn">Takes the message about a directory that cannot be read, which is left out.</param>
internal sealed class DirectoryTree(Action<string> warn)
{
    private const char Hidden = '.';

    /// <summary>The regular files below a directory, in no particular order.</summary>
    /// <exception cref="PluginException">The directory itself cannot be read.</exception>
    public IEnumerable<FoundFile> FilesBelow(string directory) =>
        Below(directory, []).SelectMany(folder => folder == directory ? Read(folder, withHidden: false) : Entries(folder))
            .Where(file => file.Status.Kind == FileKind.Regular);

    /// <summary>A directory and all directories below it, each once, so that a symbolic link to a parent does not lead in a circle.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="seen">The directories that were found before.</param>
    public static IEnumerable<string> Below(string directory, HashSet<FileIdentity> seen)
    {
        if (Posix.StatusOf(directory) is not { Kind: FileKind.Directory } status || !seen.Add(status.Identity))
        {
            yield break;
        }

        yield return directory;
        foreach (var below in Directories(directory).SelectMany(entry => Below(entry, seen)))
        {
            yield return below;
        }
    }

    /// <summary>What a directory has, in the order of the names; nothing, with a warning, if it cannot be read.</summary>
    /// <param name="directory">The directory; empty for the current one.</param>
    /// <param name="withHidden">Whether hidden files and directories are among them.</param>
    public IReadOnlyList<FoundFile> Entries(string directory, bool withHidden = false)
    {
        try
        {
            return Read(directory, withHidden);
        }
        catch (PluginException e)
        {
            warn(e.Message);
            return [];
        }
    }

    // A directory that cannot be read is reported where its files are looked for.
    private static IEnumerable<string> Directories(string directory)
    {
        try
        {
            return Read(directory, withHidden: false).Where(entry => entry.Status.Kind == FileKind.Directory).Select(entry => entry.Path);
        }
        catch (PluginException)
        {
            return [];
        }
    }

    private static FoundFile[] Read(string directory, bool withHidden)
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
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException(PluginMessages.FileIsNotReadable(directory), e);
        }
        catch (IOException e)
        {
            throw new PluginException(PluginMessages.CannotRead(directory, e.Message), e);
        }
    }
}
