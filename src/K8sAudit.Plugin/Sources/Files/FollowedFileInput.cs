using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using K8sAudit.Plugin.Sources.Content;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Follows a file: new lines as they are written, the next file when it is rotated, the same file from its start when it is truncated.
/// A file that exists is followed from its end, as by the original plugin; one that is created later is read from its start.
/// </summary>
internal sealed class FollowedFileInput : IAuditInput
{
    // Names of rotated files are new ones each time.
    private const int MaxUnreadable = 1024;

    private readonly SourceContext _context;
    private readonly string _path;
    private readonly LineReader _lines;
    private readonly RotatedFiles _rotated;
    private readonly OffsetTracker _offset;
    private readonly HashSet<string> _unreadable = [];
    private readonly ManualResetEventSlim _closed = new();

    // Files between the open one and the current one, the oldest first.
    private readonly Queue<(SafeFileHandle Handle, string Path)> _successors = [];

    // The file that had the followed name when successors were looked for.
    private FileIdentity? _current;

    /// <exception cref="PluginException">It is a directory, or may not be read.</exception>
    public FollowedFileInput(SourceContext context, string path)
    {
        _context = context;
        _path = path;
        _lines = new LineReader(context);
        _rotated = new RotatedFiles(path, context.Options.OffsetFile);
        var offsets = context.Options.OffsetFile.Length > 0 ? new OffsetFile(context.Options.OffsetFile, context.Log) : null;
        _offset = new OffsetTracker(offsets, context.Time);
        if (Posix.StatusOf(path) is { Kind: FileKind.Directory })
        {
            throw new PluginException(PluginMessages.CannotFollowDirectory(path));
        }

        Begin(offsets);
    }

    /// <inheritdoc/>
    public string Location => _lines.Location;

    /// <inheritdoc/>
    public Progress? Progress => null;

    // Null for a pipe, which has no offsets.
    private FileCheckpoint? Checkpoint => _lines.Status is { Kind: FileKind.Regular } status
        ? new FileCheckpoint(_path, status.Identity, status.Modified, _lines.Head.Length, _lines.Head.Hash, _lines.Position - _lines.Pending)
        : null;

    /// <inheritdoc/>
    public void BeginBatch() => _offset.BeginBatch(_context.Options.DeliveredEvents);

    /// <inheritdoc/>
    public void EndBatch(int events)
    {
        if (_context.Options.OffsetFile.Length > 0)
        {
            _offset.EndBatch(Checkpoint, events);
        }
    }

    /// <inheritdoc/>
    public void CountOther(int events) => _offset.EndBatch(checkpoint: null, events);

    /// <inheritdoc/>
    public InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> text)
    {
        text = default;
        while (_lines.IsOpen || ((_successors.Count > 0 || Posix.StatusOf(_path) is not null) && TryOpenNext()))
        {
            if (_lines.TryTake(out text))
            {
                return InputStatus.Text;
            }

            // The order matters: what was written to the old file before its successor was seen is read before the switch.
            var isRotated = IsRotated();
            var status = _lines.Read(TimeSpan.Zero, out text);
            if (status is InputStatus.Text or InputStatus.Incomplete)
            {
                return status;
            }

            if (RewindIfTruncated())
            {
                continue;
            }

            if (!isRotated)
            {
                _rotated.RememberBeside(_lines.Status);
                break;
            }

            _context.Log.Info(PluginMessages.FileWasRotated(_path));
            if (_lines.EndText(out text))
            {
                return InputStatus.Text;
            }
        }

        _closed.Wait(wait);
        return InputStatus.Idle;
    }

    public void Dispose()
    {
        _closed.Set();
        _offset.End(_context.Options.DeliveredEvents);
        _lines.Dispose();
        foreach (var (handle, _) in _successors)
        {
            handle.Dispose();
        }

        _closed.Dispose();
    }

    private void Begin(OffsetFile? offsets)
    {
        if (offsets is null || !TryResume(offsets))
        {
            _rotated.Remember();
            OpenAtEnd();
        }

        _offset.Start(Checkpoint);
    }

    // False where nothing was saved.
    private bool TryResume(OffsetFile offsets)
    {
        try
        {
            if (offsets.Load(_path) is not { } checkpoint)
            {
                return false;
            }

            ResumeAt(checkpoint);
        }
        catch (PluginException e)
        {
            _context.Log.Warning(e.Message);
            _rotated.Remember();
        }

        return true;
    }

    // If its file was deleted, all files that were written since are read from their start: duplicates are better than a loss.
    private void ResumeAt(FileCheckpoint checkpoint)
    {
        var path = _rotated.Find(checkpoint.Identity);
        if (path is not null && TryOpenAt(path, checkpoint))
        {
            return;
        }

            // If the file was copied and truncated meanwhile, the offset is in the first copy.
        _rotated.RememberOlderThan(checkpoint.Modified);
        if (path is null || _rotated.FindUnread() is not [var copy, ..] || !TryOpenAt(copy, checkpoint))
        {
            _context.Log.Warning(PluginMessages.OffsetIsGone(_path));
        }
    }

    private bool TryOpenAt(string path, FileCheckpoint checkpoint)
    {
        if (TryOpen(path) is not { } handle)
        {
            return false;
        }

        if (Posix.StatusOf(handle) is not { } status
            || status.Size < checkpoint.Offset
            || !FileHead.IsThatOf(handle, checkpoint.HeadLength, checkpoint.HeadHash))
        {
            handle.Dispose();
            return false;
        }

        _rotated.RememberOlderThan(status.Modified);
        _rotated.Remember(status);
        _lines.Open(handle, path, checkpoint.Offset);
        _context.Log.Info(PluginMessages.Following(path, checkpoint.Offset));
        return true;
    }

    // The writer has moved on once the new file is no longer empty, or a file between the two was found; until then it may still write to the old one.
    private bool IsRotated()
    {
        if (Posix.StatusOf(_path) is not { Kind: not FileKind.Directory } current || current.Identity == _lines.Status?.Identity)
        {
            return false;
        }

        if (current.Identity != _current)
        {
            _current = current.Identity;
            HoldSuccessors();
        }

        return current.Size > 0 || _successors.Count > 0;
    }

    // They are opened as soon as they are found, so that they are read to their ends when they are compressed or deleted meanwhile.
    private void HoldSuccessors()
    {
        while (TryOpenFirst(_rotated.FindUnread(), out var path) is { } handle)
        {
            _rotated.Remember(Posix.StatusOf(handle));
            _successors.Enqueue((handle, path));
        }
    }

    private bool RewindIfTruncated()
    {
        if (_lines.Status is not { Kind: FileKind.Regular } status || (status.Size >= _lines.Position && !_lines.WasOverwritten))
        {
            return false;
        }

        _context.Log.Warning(PluginMessages.FileWasTruncated(_path, _lines.Pending));
        _lines.Rewind();

        // A copy that was made before the truncation has been read.
        _rotated.Remember();
        return true;
    }

    // Between a look and the opening the file may be rotated once more; what is older than the file that was opened then comes first, if it can be opened.
    private bool TryOpenNext()
    {
        if (_successors.TryDequeue(out var successor))
        {
            Follow(successor.Handle, successor.Path);
            return true;
        }

        FileIdentity? passedOver = null;
        while (TryOpenFirst([.. _rotated.FindUnread(), _path], out var path) is { } handle)
        {
            var status = Posix.StatusOf(handle);
            if (status?.Identity == passedOver || _rotated.FindUnread(olderThan: status).Count == 0)
            {
                Follow(handle, path);
                return true;
            }

            passedOver = status?.Identity;
            handle.Dispose();
        }

        return false;
    }

    // Null where nothing can be opened at the moment. One file that cannot be opened must not keep those behind it from being read.
    private SafeFileHandle? TryOpenFirst(IReadOnlyList<string> candidates, out string path)
    {
        foreach (var candidate in candidates)
        {
            if (TryOpen(candidate) is { } handle)
            {
                path = candidate;
                return handle;
            }
        }

        path = _path;
        return null;
    }

    private SafeFileHandle? TryOpen(string path)
    {
        if (Posix.StatusOf(path) is null)
        {
            return null;
        }

        try
        {
            var handle = AuditFile.Open(path);
            if (path == _path || (!_rotated.IsKnown(Posix.StatusOf(handle)) && ContentFormats.Of(handle) is null))
            {
                return handle;
            }

            // Compressed, or renamed since it was found, and another file has its name now.
            handle.Dispose();
        }
        catch (PluginException e)
        {
            Complain(path, path == _path ? e.Message : PluginMessages.IsPassedOver(e.Message));
        }

        return null;
    }

    private void Follow(SafeFileHandle handle, string path)
    {
        _lines.Open(handle, path, 0);
        _rotated.Remember(_lines.Status);
        _offset.Start(Checkpoint);
        _context.Log.Info(PluginMessages.Following(path, 0));
        _unreadable.Remove(path);
    }

    private void OpenAtEnd()
    {
        if (Posix.StatusOf(_path) is not { } status)
        {
            // It may be about to be made, or mistyped, which would go unnoticed otherwise.
            _context.Log.Warning(PluginMessages.WaitingForFile(_path));
            return;
        }

        var handle = AuditFile.Open(_path);
        var position = status.Kind == FileKind.Regular ? AuditFile.StartOfUnfinishedLine(handle, Posix.StatusOf(handle)!.Value.Size) : 0;
        _lines.Open(handle, _path, position);
        _context.Log.Info(PluginMessages.Following(_path, position));
    }

    // Tried again many times a second, so said only once.
    private void Complain(string path, string message)
    {
        if (_unreadable.Count >= MaxUnreadable)
        {
            _unreadable.Clear();
        }

        if (_unreadable.Add(path))
        {
            _context.Log.Warning(message);
        }
    }
}
