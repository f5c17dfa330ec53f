namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Saves how far a followed file has been read, about once a second, and never further than the host has read.</summary>
internal sealed class OffsetTracker(OffsetFile? file, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private FileCheckpoint? _saved;
    private FileCheckpoint? _read;
    private FileCheckpoint? _handedOut;
    private long? _lastSave;

    /// <summary>The host asks for a batch, so it has read the batches before.</summary>
    public void BeginBatch()
    {
        _read = _handedOut;
        if (_lastSave is not { } last || time.GetElapsedTime(last) >= _pause)
        {
            Save();
        }
    }

    /// <summary>The host is given the events before a checkpoint.</summary>
    public void EndBatch(FileCheckpoint? checkpoint, bool isEmpty)
    {
        _handedOut = checkpoint ?? _handedOut;
        _read = isEmpty ? _handedOut : _read;
    }

    public void Save()
    {
        if (file is not null && _read is not null && _read != _saved)
        {
            file.Save(_read);
            _saved = _read;
            _lastSave = time.GetTimestamp();
        }
    }
}
