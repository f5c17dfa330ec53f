namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Saves how far a followed file is done, about once a second. An event is done when the host has delivered its alerts, where the host reports that
/// (<c>deliveredEvents</c>), and otherwise when the host has asked for the events after it.
/// </summary>
internal sealed class OffsetTracker(OffsetFile? file, TimeProvider time)
{
    // How many checkpoints wait for the host. Where there are more, an earlier one is left out, and a restart repeats some more events.
    private const int MaxWaiting = 1024;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly List<WaitingCheckpoint> _waiting = [];
    private FileCheckpoint? _saved;
    private FileCheckpoint? _done;
    private long _events;
    private long _doneEvents;
    private long? _lastSave;

    /// <summary>A file is opened. Where it is the first one, a restart begins there until more of it is done, and not at the file's end at that time.</summary>
    /// <param name="checkpoint">The offset from which it is read; null for an input without offsets.</param>
    public void Start(FileCheckpoint? checkpoint)
    {
        if (_events == 0 && _done is null && checkpoint is not null)
        {
            _done = checkpoint;
        }
    }

    /// <summary>The host asks for more events.</summary>
    /// <param name="delivered">How many events the host has delivered the alerts of; null where it does not report that.</param>
    public void BeginBatch(long? delivered)
    {
        Advance(delivered ?? _events);
        if (_lastSave is not { } last || time.GetElapsedTime(last) >= _pause)
        {
            Save();
        }
    }

    /// <summary>The host is given events.</summary>
    /// <param name="checkpoint">The end of the last one; null for an input without offsets.</param>
    /// <param name="events">How many there are.</param>
    public void EndBatch(FileCheckpoint? checkpoint, int events)
    {
        _events += events;
        if (checkpoint is not null)
        {
            Add(new WaitingCheckpoint(_events, checkpoint));
            Advance(_doneEvents);
        }
    }

    /// <summary>Saves for the last time, with what the host has reported since the last batch.</summary>
    /// <inheritdoc cref="BeginBatch"/>
    public void End(long? delivered)
    {
        Advance(delivered ?? _doneEvents);
        Save();
    }

    private void Add(WaitingCheckpoint next)
    {
        if (_waiting.Count > 0 && (_waiting[^1].Events == next.Events || _waiting.Count == MaxWaiting))
        {
            _waiting[^1] = next;
        }
        else
        {
            _waiting.Add(next);
        }
    }

    private void Advance(long doneEvents)
    {
        _doneEvents = doneEvents;
        var count = 0;
        while (count < _waiting.Count && _waiting[count].Events <= doneEvents)
        {
            _done = _waiting[count++].Checkpoint;
        }

        _waiting.RemoveRange(0, count);
    }

    private void Save()
    {
        if (file is not null && _done is not null && _done != _saved)
        {
            file.Save(_done);
            _saved = _done;
            _lastSave = time.GetTimestamp();
        }
    }

    // The checkpoint is done when this many events are.
    private sealed record WaitingCheckpoint(long Events, FileCheckpoint Checkpoint);
}
