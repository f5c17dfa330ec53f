using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Follows a file: new lines as they are written, the next file when it is rotated, the same from its start when it is truncated.
/// A file that exists is followed from its end, as the original does; one that appears later is read from its start.
/// </summary>
internal sealed class FollowedFileStream : IEventStream, ITracksProgress
{
    private readonly AuditIntake _intake;
    private readonly string _path;
    private readonly LineReader _reader;
    private readonly ManualResetEventSlim _closed = new();
    private string? _lastComplaint;

    /// <exception cref="PluginException">It is a directory, or may not be read.</exception>
    public FollowedFileStream(AuditIntake intake, string path)
    {
        _intake = intake;
        _path = path;
        _reader = new LineReader(intake);
        switch (Posix.StatusOf(path))
        {
            case { Kind: FileKind.Directory }:
                throw new PluginException(Messages.CannotFollowDirectory(path));
            case { } status:
                OpenAtEnd(status);
                break;
            default:
                intake.Log.Info(Messages.WaitingForFile(path));
                break;
        }
    }

    public Progress Progress => new(0, Messages.ReadSoFar(_path, _reader.Position));

    public BatchStatus Next(EventBatch batch)
    {
        _intake.Rejections.EndWindow();
        if (!Advance(batch))
        {
            _closed.Wait(BatchLimits.Wait);
        }

        return BatchStatus.More;
    }

    public void Dispose()
    {
        _closed.Set();
        _intake.Rejections.EndWindow(force: true);
        _reader.Dispose();
        _closed.Dispose();
    }

    // False where there is nothing to do at the moment.
    private bool Advance(EventBatch batch)
    {
        if (!_reader.IsOpen)
        {
            return Posix.StatusOf(_path) is not null && TryOpenAtStart();
        }

        // The order matters: what was written to the old file before its successor was seen is read before the switch.
        var rotated = IsRotated();
        if (_reader.Read(batch) > 0)
        {
            return true;
        }

        return rotated ? SwitchFile(batch) : RewindIfTruncated();
    }

    // The writer has moved on once the new file is no longer empty; until then it may still write to the old one.
    private bool IsRotated() => Posix.StatusOf(_path) is { Size: > 0, Kind: not FileKind.Directory } present && present.Identity != _reader.Status?.Identity;

    private bool SwitchFile(EventBatch batch)
    {
        _intake.Log.Info(Messages.FileWasRotated(_path));
        _reader.Close(batch);
        return TryOpenAtStart();
    }

    private bool RewindIfTruncated()
    {
        if (_reader.Status is not { Kind: FileKind.Regular } status || status.Size >= _reader.Position)
        {
            return false;
        }

        _intake.Log.Warning(Messages.FileWasTruncated(_path, _reader.Pending));
        _reader.Rewind();
        return true;
    }

    private bool TryOpenAtStart()
    {
        try
        {
            _reader.Open(AuditFile.Open(_path), _path, 0);
            _intake.Log.Info(Messages.Following(_path, 0));
            _lastComplaint = null;
            return true;
        }
        catch (PluginException e)
        {
            Complain(e.Message);
            return false;
        }
    }

    private void OpenAtEnd(FileStatus status)
    {
        var handle = AuditFile.Open(_path);
        var position = status.Kind == FileKind.Regular ? AuditFile.StartOfUnfinishedLine(handle, Posix.StatusOf(handle)!.Value.Size) : 0;
        _reader.Open(handle, _path, position);
        _intake.Log.Info(Messages.Following(_path, position));
    }

    // Tried again many times a second, so said only once.
    private void Complain(string message)
    {
        if (message != _lastComplaint)
        {
            _lastComplaint = message;
            _intake.Log.Warning(message);
        }
    }
}
