using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Engine;

/// <summary>
/// Holds the current snapshot and swaps it at a reload. Each source switches between two batches of events; when no source uses an older snapshot any more,
/// that snapshot is retired. State that survives a reload belongs here, keyed by what defines it: detections by the name of their rule. Thread-safe.
/// </summary>
internal sealed class EngineHost
{
    private readonly Lock _lock = new();
    // The snapshots before the current one that are not retired yet, oldest first.
    private readonly List<SupersededSnapshot> _superseded = [];
    private volatile EngineSnapshot _current;
    private int _users;
    private Task _retired = Task.CompletedTask;

    public EngineHost(EngineSnapshot first)
    {
        _current = first;
        Statistics = new Statistics(first.Ruleset);
        Started = first.Created;
    }

    /// <summary>The current snapshot. Cheap enough to be read for each batch.</summary>
    public EngineSnapshot Current => _current;

    /// <summary>The detections of the whole run.</summary>
    public Statistics Statistics { get; }

    /// <summary>When the first snapshot was made.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The alerts that the outputs of the whole run have not delivered.</summary>
    public required DeliveryReports Deliveries { get; init; }

    public required ProgressLine Progress { get; init; }

    public required Log Log { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The name of the machine, as alerts show it.</summary>
    public required string Hostname { get; init; }

    /// <summary>How standard output shows alerts to people; null where it has lines of text or JSON.</summary>
    public Presentation? Presentation { get; init; }

    /// <summary>What the closing summary counts; null where it is not shown.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>Gives the current snapshot to a user, who releases it with <see cref="Release"/>.</summary>
    public EngineSnapshot Acquire()
    {
        lock (_lock)
        {
            _users++;
            return _current;
        }
    }

    /// <summary>Takes back a snapshot that <see cref="Acquire"/> gave.</summary>
    public void Release(EngineSnapshot snapshot)
    {
        lock (_lock)
        {
            if (ReferenceEquals(snapshot, _current))
            {
                _users--;
            }
            else
            {
                // Not found if it is retired already, because the run ended without the user.
                if (_superseded.Find(one => ReferenceEquals(one.Snapshot, snapshot)) is { } superseded)
                {
                    superseded.Users--;
                    RetireUnused();
                }
            }
        }
    }

    /// <summary>Sends an alert of the program itself to the outputs.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="fields">Its fields, each value as JSON.</param>
    public void Report(InternalAlert alert, SortedDictionary<string, string> fields)
    {
        var snapshot = Acquire();
        try
        {
            snapshot.Outputs.Write(alert.At(Time.GetUtcNow(), snapshot.Configuration.JsonOutput, Hostname, fields));
        }
        finally
        {
            Release(snapshot);
        }
    }

    /// <summary>Waits until every snapshot that no source uses any more is retired.</summary>
    public void WaitForRetired()
    {
        Task retired;
        lock (_lock)
        {
            retired = _retired;
        }

        retired.Wait();
    }

    /// <summary>
    /// Retires every snapshot before the current one at the end of the run, and waits for that. A source that is stuck in its plugin never releases its
    /// snapshot, whose outputs still have to deliver what they hold.
    /// </summary>
    public void RetireAll()
    {
        lock (_lock)
        {
            _superseded.ForEach(one => one.Users = 0);
            RetireUnused();
        }

        WaitForRetired();
    }

    /// <summary>Makes a snapshot the current one.</summary>
    /// <param name="next">The snapshot.</param>
    /// <param name="retire">Closes what only the previous snapshot uses. Called on another thread, after the same action of every older snapshot.</param>
    public void Publish(EngineSnapshot next, Action retire)
    {
        lock (_lock)
        {
            _superseded.Add(new SupersededSnapshot(_current, retire) { Users = _users });
            (_current, _users) = (next, 0);
            Statistics.AddRules(next.Ruleset);
            RetireUnused();
        }
    }

    // In order: a snapshot shares outputs with the next one, which may be unused already while a source still uses an older one.
    private void RetireUnused()
    {
        while (_superseded is [{ Users: 0, Retire: var retire }, ..])
        {
            _superseded.RemoveAt(0);
            // On another thread: closing outputs may take long, and the source that releases the snapshot has events to read.
            _retired = _retired.ContinueWith(_ => Retire(retire), TaskScheduler.Default);
        }
    }

    private void Retire(Action retire)
    {
        try
        {
            retire();
        }
        catch (Exception e)
        {
            Log.Error($"an output that is not used any more could not be closed: {e}");
        }
    }

    /// <summary>A snapshot that is not current any more.</summary>
    private sealed class SupersededSnapshot(EngineSnapshot snapshot, Action retire)
    {
        public EngineSnapshot Snapshot { get; } = snapshot;

        public Action Retire { get; } = retire;

        public int Users { get; set; }
    }
}
