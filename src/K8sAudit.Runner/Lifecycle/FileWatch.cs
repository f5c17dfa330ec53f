using System.Security.Cryptography;
using System.Text;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Says when files have other content than before. The kernel's notice that something happened in a directory is only the wake-up; what counts is the
/// content, so that files that are written, moved into place or swapped by a symbolic link (as mounted ConfigMaps are) are all seen, and a file that
/// was only touched is not.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    /// <summary>How long it must be quiet before the files are looked at; the same as in Falco.</summary>
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<string> _paths;
    private readonly Action _changed;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly List<FileSystemWatcher> _watchers = [];
    private string _content;
    private bool _ended;

    /// <param name="paths">Files, and directories whose files count; those that do not exist count as empty.</param>
    /// <param name="content">What <see cref="Content"/> gave before they were read: what changed in between is noticed, too.</param>
    /// <param name="changed">Called when their content has changed, and it was quiet for a moment.</param>
    /// <param name="log">Where it tells which directories cannot be watched.</param>
    public FileWatch(IReadOnlyList<string> paths, string content, Action changed, Log log)
    {
        (_paths, _content, _changed) = (paths, content, changed);
        _timer = new Timer(_ => Look());
        foreach (var directory in paths.Select(Path.GetFullPath).SelectMany(Directories).Where(Directory.Exists).Distinct())
        {
            try
            {
                Watch(directory);
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // The kernel's limits hold for all containers of a user together, and are no reason to end.
                log.Warning(RunnerMessages.NotWatched(directory, e.Message));
            }
        }

        // From here on every change wakes it; what happened before is looked for now.
        Wake();
    }

    /// <summary>What stands for the content of files, and of the files of directories.</summary>
    public static string Content(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in paths.SelectMany(Files))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(Read(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Whether a file holds that text still. What can be read only once, a pipe, does.</summary>
    public static bool Holds(string file, string text)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = new StreamReader(stream);
            return !stream.CanSeek || reader.ReadToEnd() == text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file can be read only once.</summary>
    public static bool IsPipe(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return !stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        lock (_lock)
        {
            _ended = true;
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
        watcher.Changed += (_, _) => Wake();
        watcher.Created += (_, _) => Wake();
        watcher.Deleted += (_, _) => Wake();
        watcher.Renamed += (_, _) => Wake();
        watcher.Error += (_, _) => Wake();
        watcher.EnableRaisingEvents = true;
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            var content = Content(_paths);
            if (_ended || content == _content)
            {
                return;
            }

            _content = content;
        }

        _changed();
    }

    /// <summary>The directories in which a change of that path shows: its own, and that of the file behind a symbolic link.</summary>
    private static IEnumerable<string> Directories(string path)
    {
        yield return Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        foreach (var file in Files(path))
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

    private static IEnumerable<string> Files(string path)
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)] : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            // A pipe gives what it says once, to whom the rules are for.
            using var stream = File.OpenRead(file);
            return stream.CanSeek ? SHA256.HashData(stream) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
