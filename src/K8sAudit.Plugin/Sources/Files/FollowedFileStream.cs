using FalcoPlugin.Sdk;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Follows a file: new lines as they are written, the next file when it is rotated, the same from its start when it is truncated.
/// A file that exists is followed from its end, as the original does; one that appears later is read from its start.
/// </summary>
internal sealed class FollowedFileStream : IEventStream, ITracksProgress
{
    private readonly SourceContext _intake;
    private readonly string _path;
    private readonly LineReader _reader;
    private readonly RotatedFiles _rotated;
    private readonly OffsetTracker _place;
    private readonly HashSet<string> _unreadable = [];
    private readonly ManualResetEventSlim _closed = new();

    /// <exception cref="PluginException">It is a directory, or may not be read.</exception>
    public FollowedFileStream(SourceContext intake, string path)
    {
        _intake = intake;
        _path = path;
        _reader = new LineReader(intake);
        _rotated = new RotatedFiles(path, intake.Options.OffsetFile);
        var offsets = intake.Options.OffsetFile.Length > 0 ? new OffsetFile(intake.Options.OffsetFile, intake.Log) : null;
        _place = new OffsetTracker(offsets, intake.Time);
        if (Posix.StatusOf(path) is { Kind: FileKind.Directory })
        {
            throw new PluginException(PluginMessages.CannotFollowDirectory(path));
        }

        Begin(offsets);
    }

    public Progress Progress => new(0, PluginMessages.ReadSoFar(_path, _reader.Position));

    // Null for a pipe, which has no places.
    private FileCheckpoint? Place => _reader.Status is { Kind: FileKind.Regular } status
        ? new FileCheckpoint(_path, status.Identity, status.Modified, _reader.Head.Length, _reader.Head.Hash, _reader.Position - _reader.Pending)
        : null;

    public BatchStatus Next(EventBatch batch)
    {
        _intake.Rejections.EndWindow();
        _place.BeginBatch();
        var advanced = Advance(batch);
        KeepPlace(batch);
        if (advanced)
        {
            return BatchStatus.More;
        }

        if (_intake.Options.Drain)
        {
            return BatchStatus.End;
        }

        _closed.Wait(BatchLimits.Wait);
        return BatchStatus.More;
    }

    public void Dispose()
    {
        _closed.Set();
        _place.Save();
        _intake.Rejections.EndWindow(force: true);
        _reader.Dispose();
        _closed.Dispose();
    }

    private void KeepPlace(EventBatch batch)
    {
        if (_intake.Options.OffsetFile.Length > 0)
        {
            _place.EndBatch(Place, isEmpty: batch.Count == 0);
        }
    }

    private void Begin(OffsetFile? offsets)
    {
        if (offsets is null || !TryResume(offsets))
        {
            _rotated.Remember();
            OpenAtEnd();
        }
    }

    // False where nothing was saved.
    private bool TryResume(OffsetFile offsets)
    {
        try
        {
            if (offsets.Load() is not { } place || place.Path != _path)
            {
                return false;
            }

            ResumeAt(place);
        }
        catch (PluginException e)
        {
            _intake.Log.Warning(e.Message);
            _rotated.Remember();
        }

        return true;
    }

    // Without a way back to the place, what was written since is read from its start: rather twice than not at all.
    private void ResumeAt(FileCheckpoint place)
    {
        var path = _rotated.Find(place.Identity);
        if (path is not null && TryOpenAt(path, place))
        {
            return;
        }

        // Where the file was copied and truncated meanwhile, the place is in the first copy.
        _rotated.RememberOlderThan(place.Modified);
        if (path is null || _rotated.FindUnread() is not [var copy, ..] || !TryOpenAt(copy, place))
        {
            _intake.Log.Warning(PluginMessages.PlaceIsGone(_path));
        }
    }

    private bool TryOpenAt(string path, FileCheckpoint place)
    {
        if (TryOpen(path) is not { } handle)
        {
            return false;
        }

        if (Posix.StatusOf(handle) is not { } status || status.Size < place.Offset || !FileHead.IsThatOf(handle, place.HeadLength, place.HeadHash))
        {
            handle.Dispose();
            return false;
        }

        _rotated.RememberOlderThan(status.Modified);
        _rotated.Remember(status);
        _reader.Open(handle, path, place.Offset);
        _intake.Log.Info(PluginMessages.Following(path, place.Offset));
        return true;
    }

    // False where there is nothing to do at the moment.
    private bool Advance(EventBatch batch)
    {
        if (!_reader.IsOpen)
        {
            return Posix.StatusOf(_path) is not null && TryOpenNext();
        }

        // The order matters: what was written to the old file before its successor was seen is read before the switch.
        var rotated = IsRotated();
        if (_reader.Read(batch) > 0)
        {
            return true;
        }

        if (RewindIfTruncated() || (rotated && SwitchFile(batch)))
        {
            return true;
        }

        _rotated.RememberBeside(_reader.Status);
        return false;
    }

    // The writer has moved on once the new file is no longer empty; until then it may still write to the old one.
    private bool IsRotated() => Posix.StatusOf(_path) is { Size: > 0, Kind: not FileKind.Directory } present && present.Identity != _reader.Status?.Identity;

    private bool SwitchFile(EventBatch batch)
    {
        _intake.Log.Info(PluginMessages.FileWasRotated(_path));
        _reader.Close(batch);
        return TryOpenNext();
    }

    private bool RewindIfTruncated()
    {
        if (_reader.Status is not { Kind: FileKind.Regular } status || (status.Size >= _reader.Position && !_reader.WasRewritten))
        {
            return false;
        }

        _intake.Log.Warning(PluginMessages.FileWasTruncated(_path, _reader.Pending));
        _reader.Rewind();

        // The copy that was made before is none of ours.
        _rotated.Remember();
        return true;
    }

    // Between a look and the opening the file may be rotated once more; what is older than the file that was opened then comes first, if it can be opened.
    private bool TryOpenNext()
    {
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
            if (path == _path || (!_rotated.IsKnown(Posix.StatusOf(handle)) && Compression.Of(handle) is null))
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
        _reader.Open(handle, path, 0);
        _rotated.Remember(_reader.Status);
        _intake.Log.Info(PluginMessages.Following(path, 0));
        _unreadable.Remove(path);
    }

    private void OpenAtEnd()
    {
        if (Posix.StatusOf(_path) is not { } status)
        {
            // It may be about to be made, or mistyped, which nobody would notice otherwise.
            _intake.Log.Warning(PluginMessages.WaitingForFile(_path));
            return;
        }

        var handle = AuditFile.Open(_path);
        var position = status.Kind == FileKind.Regular ? AuditFile.StartOfUnfinishedLine(handle, Posix.StatusOf(handle)!.Value.Size) : 0;
        _reader.Open(handle, _path, position);
        _intake.Log.Info(PluginMessages.Following(_path, position));
    }

    // Tried again many times a second, so said only once.
    private void Complain(string path, string message)
    {
        if (_unreadable.Add(path))
        {
            _intake.Log.Warning(message);
        }
    }
}
