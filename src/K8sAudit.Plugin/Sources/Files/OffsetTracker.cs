namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Saves how far a followed file was read, about once a second, and never further than the host has read.</summary>
internal sealed class OffsetTracker(OffsetFile? file, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private FileCheckpoint? _saved;
    private FileCheckpoint? _read;
    private FileCheckpoint? _handedOut;
    private long? _lastSave;

    /// <summary>The host asks for more, so what it was given before is read.</summary>
    public void BeginBatch()
    {
        _read = _handedOut;
        if (_lastSave is not { } last || time.GetElapsedTime(last) >= _pause)
        {
            Save();
        }
    }

    /// <summary>The host is given what lies before a place.</summary>
    public void EndBatch(FileCheckpoint? place, bool isEmpty)
    {
        _handedOut = place ?? _handedOut;
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
