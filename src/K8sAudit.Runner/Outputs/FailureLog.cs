using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>Logs failures: the first one of each kind at once, further ones of that kind together, at most one line every ten seconds. Thread-safe.</summary>
internal sealed class FailureLog(Log log, TimeProvider time)
{
    // Reasons may contain text from a server, so their number is limited; further ones share one kind.
    private const int MaxKinds = 32;
    private const string OtherKinds = "";

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FailureKind> _kinds = [];

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
            var failures = Find(kind);
            failures.Count += alerts;
            if (failures.Logged is { } logged && time.GetElapsedTime(logged) < _interval)
            {
                return;
            }

            (count, failures.Count, failures.Logged) = (failures.Count, 0, time.GetTimestamp());
        }

        log.Write(level, message(count));
    }

    private FailureKind Find(string kind)
    {
        if (!_kinds.TryGetValue(kind, out var failures) && (_kinds.Count < MaxKinds || !_kinds.TryGetValue(OtherKinds, out failures)))
        {
            failures = new FailureKind();
            _kinds[_kinds.Count < MaxKinds ? kind : OtherKinds] = failures;
        }

        return failures;
    }

    private sealed class FailureKind
    {
        public long Count { get; set; }

        public long? Logged { get; set; }
    }
}
