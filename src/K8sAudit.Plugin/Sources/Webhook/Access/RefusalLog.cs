namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// Logs refused clients and requests: the first one of each client address and reason in a while, so that a client hides neither another one nor another
/// reason, and cannot fill the log. Thread-safe.
/// </summary>
/// <param name="context">Has the log.</param>
/// <param name="message">The message about a client, a reason and the number of such refusals since the last message about them.</param>
/// <param name="window">How long the same client and reason are not logged again; ten seconds by default.</param>
internal sealed class RefusalLog(SourceContext context, Func<string, string, long, string> message, TimeSpan? window = null)
{
    // Clients choose their addresses and parts of the reasons.
    private const int MaxEntries = 32;

    private static readonly TimeSpan _defaultWindow = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _window = window ?? _defaultWindow;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Address, string Reason), Entry> _entries = [];

    // Of refusals that had no entry of their own.
    private readonly Entry _others = new();

    /// <param name="client">The client, with its port.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <param name="topic">What refusals are about that are logged together, if the client can choose a part of the reason; by default the reason.</param>
    public void Report(string client, string reason, string? topic = null)
    {
        lock (_lock)
        {
            var entry = Find((AddressOf(client), topic ?? reason));
            if (entry.Start is { } start && context.Time.GetElapsedTime(start) < _window)
            {
                entry.Unlogged++;
                return;
            }

            context.Log.Warning(message(client, reason, entry.Unlogged));
            (entry.Start, entry.Unlogged) = (context.Time.GetTimestamp(), 0);
        }
    }

    private Entry Find((string, string) key)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            return entry;
        }

        RemoveOld();
        if (_entries.Count == MaxEntries)
        {
            return _others;
        }

        _entries.Add(key, entry = new Entry());
        return entry;
    }

    // What they have not logged is told with the next refusal that has no entry.
    private void RemoveOld()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.Start is { } start && context.Time.GetElapsedTime(start) >= _window)
            {
                _others.Unlogged += entry.Unlogged;
                _entries.Remove(key);
            }
        }
    }

    private static string AddressOf(string client) => client.LastIndexOf(':') is > 0 and var port ? client[..port] : client;

    private sealed class Entry
    {
        public long? Start { get; set; }

        public long Unlogged { get; set; }
    }
}
