using K8sAudit.Runner.Files;
using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Reports when the content of files has changed. Looks at the stamps of the files several times a second: that needs no descriptors and no notifications of
/// the kernel, whose number is limited for all containers of a user together and which network file systems do not send. Files that are written, moved into
/// place or swapped by a symbolic link (as in mounted ConfigMaps) are all noticed; files beside them do not matter, and a file that was only touched is not
/// reported.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    // A change is complete when nothing has changed from one look to the next.
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    // A file that is written all the time does not put off a reload for longer.
    private static readonly TimeSpan _maxDelay = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<WatchedPath> _paths;
    private readonly Action _changed;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    // Nothing is known of them yet, so that a change since the fingerprint was taken is noticed.
    private List<(string File, FileStamp? Stamp)> _stamps = [];
    private string _fingerprint;
    private long? _changingSince = Environment.TickCount64;
    private bool _isDisposed;

    /// <param name="paths">Files, and directories whose files are watched; those that do not exist count as empty.</param>
    /// <param name="fingerprint">The fingerprint from before they were read, so that a change since then is noticed.</param>
    /// <param name="changed">Called after their content has changed.</param>
    public FileWatch(IReadOnlyList<WatchedPath> paths, string fingerprint, Action changed)
    {
        (_paths, _fingerprint, _changed) = (paths, fingerprint, changed);
        _timer = new Timer(_ => Look());
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        bool hasChanged;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            hasChanged = IsComplete() && HasNewContent();
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }

        if (hasChanged)
        {
            _changed();
        }
    }

    // Whether files have changed, and nothing has changed since the last look or enough time has passed.
    private bool IsComplete()
    {
        var stamps = _paths.SelectMany(path => path.Files).Select(file => (file, FileStamp.Of(file))).ToList();
        var isQuiet = stamps.SequenceEqual(_stamps);
        _stamps = stamps;
        _changingSince ??= isQuiet ? null : Environment.TickCount64;
        if (_changingSince is not { } since || !(isQuiet || Environment.TickCount64 - since >= _maxDelay.TotalMilliseconds))
        {
            return false;
        }

        _changingSince = isQuiet ? null : Environment.TickCount64;
        return true;
    }

    private bool HasNewContent()
    {
        var before = _fingerprint;
        _fingerprint = FileFingerprint.Of(_paths.SelectMany(path => path.Files));
        return _fingerprint != before;
    }
}
