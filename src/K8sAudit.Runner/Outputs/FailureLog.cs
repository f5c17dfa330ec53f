using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>Logs failures: the first one of each kind at once, further ones of that kind together, at most one line every ten seconds. Thread-safe.</summary>
internal sealed class FailureLog(Log log, TimeProvider time)
{
    // Reasons may hold text from a server; further ones share one entry.
    private const int MaxKinds = 32;
    private const string OtherKinds = "";

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Reports a failure.</summary>
    /// <param name="level">The level of its line.</param>
    /// <param name="kind">The kind of the failure.</param>
    /// <param name="alerts">How many alerts it concerns.</param>
    /// <param name="message">The line for a number of alerts: those since the last line of this kind.</param>
    public void Add(LogLevel level, string kind, int alerts, Func<long, string> message)
    {
        long count;
        lock (_lock)
        {
            var entry = Find(kind);
            entry.Count += alerts;
            if (entry.Logged is { } logged && time.GetElapsedTime(logged) < _interval)
            {
                return;
            }

            (count, entry.Count, entry.Logged) = (entry.Count, 0, time.GetTimestamp());
        }

        log.Write(level, message(count));
    }

    private Entry Find(string kind)
    {
        if (!_entries.TryGetValue(kind, out var entry) && (_entries.Count < MaxKinds || !_entries.TryGetValue(OtherKinds, out entry)))
        {
            entry = new Entry();
            _entries[_entries.Count < MaxKinds ? kind : OtherKinds] = entry;
        }

        return entry;
    }

    private sealed class Entry
    {
        public long Count { get; set; }

        public long? Logged { get; set; }
    }
}
