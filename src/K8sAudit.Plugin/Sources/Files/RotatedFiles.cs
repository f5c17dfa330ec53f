using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// The files that a followed file was renamed to. Two rotations may come between two looks, and then the file in the middle is found here: it begins with the
/// same name, and was not there when following began.
/// </summary>
/// <param name="path">The file that is followed.</param>
/// <param name="offsetFile">The file that its offset is saved to, which may be in the same directory; empty if there is none.</param>
internal sealed class RotatedFiles(string path, string offsetFile)
{
    private const int MaxKnown = 4096;

    private readonly string _directory = Path.GetDirectoryName(path) ?? "/";
    private readonly string _stem = Path.GetFileNameWithoutExtension(path);
    private readonly string _offsetFile = offsetFile.Length > 0 ? Path.GetFullPath(offsetFile) : "";
    private readonly HashSet<(FileIdentity Identity, long Born)> _known = [];
    private long? _changed;
    private int _unchanged;

    /// <summary>Excludes all files that exist now.</summary>
    public void Remember() => Remember(Siblings());

    /// <summary>This file is being read.</summary>
    public void Remember(FileStatus? status)
    {
        if (status is { } known)
        {
            _known.Add((known.Identity, known.Born));
        }
    }

    /// <summary>Those that were last written before that time, in nanoseconds, are excluded. One of the same time may be older or newer.</summary>
    public void RememberOlderThan(long modified) => Remember(Siblings().Where(s => s.Status.Modified < modified));

    /// <summary>
    /// A file that exists while another has the followed name was not rotated after it, so it is excluded: a copy, an extract, another log.
    /// To be called often, with pauses.
    /// </summary>
    public void RememberBeside(FileStatus? present)
    {
        // A name that is added in the tick of the clock in which the directory was listed does not change its time, so one unchanged time is not enough.
        var changed = Posix.StatusOf(_directory)?.Modified;
        _unchanged = changed == _changed ? _unchanged + 1 : 0;
        _changed = changed;
        if (_unchanged > 1)
        {
            return;
        }

        // The order matters: what is listed while the file still has the name afterwards stood there before any successor.
        var siblings = Siblings();
        if (present is null || Posix.StatusOf(path)?.Identity != present.Value.Identity)
        {
            _changed = null;
            return;
        }

        Remember(siblings);
    }

    /// <summary>Whether this file was read, is being read, or is excluded.</summary>
    public bool IsKnown(FileStatus? status) => status is { } file && _known.Contains((file.Identity, file.Born));

    /// <summary>Those that were not read, the oldest first.</summary>
    /// <param name="olderThan">None that are younger, and not this one itself; all where it is null.</param>
    public IReadOnlyList<string> FindUnread(FileStatus? olderThan = null)
    {
        // The order matters: a file that is renamed after this is no longer the current one, and the files beside the current one are older.
        var siblings = Siblings();
        var present = Posix.StatusOf(path)?.Identity;
        return [.. siblings.Where(s => s.Path != path && s.Status.Identity != present && s.Status.Size > 0 && !IsKnown(s.Status))
            .Where(s => olderThan is not { } limit || present == limit.Identity || (s.Status.Identity != limit.Identity && s.Status.Modified <= limit.Modified))
            .OrderBy(s => s.Status.Modified).ThenBy(s => s.Status.Born).ThenBy(s => s.Path, StringComparer.Ordinal)
            .Select(s => s.Path)];
    }

    /// <summary>Where a file is now that had the followed name; null if it was deleted.</summary>
    public string? Find(FileIdentity identity) =>
        Posix.StatusOf(path)?.Identity == identity ? path : Siblings().Where(s => s.Status.Identity == identity).Select(s => s.Path).FirstOrDefault();

    private void Remember(IEnumerable<(string Path, FileStatus Status)> files)
    {
        if (_known.Count > MaxKnown)
        {
            // Those that do not exist any more cannot be found either.
            _known.IntersectWith(Siblings().Select(s => (s.Status.Identity, s.Status.Born)));
        }

        foreach (var (_, status) in files)
        {
            Remember(status);
        }
    }

    private List<(string Path, FileStatus Status)> Siblings()
    {
        try
        {
            return [.. Directory.EnumerateFiles(_directory)
                .Where(file =>
                    Path.GetFileName(file).StartsWith(_stem, StringComparison.Ordinal)
                        && file != _offsetFile
                        && file != _offsetFile + DurableFile.NewSuffix
                        && file != _offsetFile + OffsetFile.UnusableSuffix)
                .Select(file => (file, Posix.StatusOf(file)))
                .Where(file => file.Item2 is { Kind: FileKind.Regular })
                .Select(file => (file.file, file.Item2!.Value))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the directory there is nothing to find, and the file itself is followed all the same.
            return [];
        }
    }
}
