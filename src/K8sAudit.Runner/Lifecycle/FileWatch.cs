using K8sAudit.Runner.Files;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Reports when the content of files has changed. Notifications of the kernel only start the comparison: files that are written, moved into place or swapped
/// by a symbolic link (as in mounted ConfigMaps) are all noticed, and a file that was only touched is not reported.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    // How long nothing must change before the files are compared; the same as in Falco.
    private static readonly TimeSpan _quietPeriod = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<string> _paths;
    private readonly Action _changed;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly List<FileSystemWatcher> _watchers = [];
    private string _fingerprint;
    private bool _isDisposed;

    /// <param name="paths">Files, and directories whose files are watched; those that do not exist count as empty.</param>
    /// <param name="fingerprint">The fingerprint from before they were read, so that a change since then is noticed.</param>
    /// <param name="changed">Called after their content has changed.</param>
    /// <param name="log">Where directories that cannot be watched are reported.</param>
    public FileWatch(IReadOnlyList<string> paths, string fingerprint, Action changed, Log log)
    {
        (_paths, _fingerprint, _changed) = (paths, fingerprint, changed);
        _timer = new Timer(_ => Compare());
        foreach (var directory in paths.Select(Path.GetFullPath).SelectMany(Directories).Where(Directory.Exists).Distinct())
        {
            try
            {
                Watch(directory);
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // The kernel's limits apply to all containers of a user together; reaching them must not end the run.
                log.Warning(RunnerMessages.NotWatched(directory, e.Message));
            }
        }

        // A change that happened before the directories were watched is noticed now.
        StartTimer();
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void Watch(string directory)
    {
        var watcher = new FileSystemWatcher(directory)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
        };
        _watchers.Add(watcher);
        watcher.Changed += (_, _) => StartTimer();
        watcher.Created += (_, _) => StartTimer();
        watcher.Deleted += (_, _) => StartTimer();
        watcher.Renamed += (_, _) => StartTimer();
        watcher.Error += (_, _) => StartTimer();
        watcher.EnableRaisingEvents = true;
    }

    private void StartTimer()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _timer.Change(_quietPeriod, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Compare()
    {
        lock (_lock)
        {
            var fingerprint = FileFingerprint.Of(_paths);
            if (_isDisposed || fingerprint == _fingerprint)
            {
                return;
            }

            _fingerprint = fingerprint;
        }

        _changed();
    }

    // The directories that must be watched for a path: its own, and that of the file that a symbolic link leads to.
    private static IEnumerable<string> Directories(string path)
    {
        yield return Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        foreach (var file in FileFingerprint.FilesOf(path))
        {
            if (Target(file) is { } target)
            {
                yield return Path.GetDirectoryName(target)!;
            }
        }
    }

    private static string? Target(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
