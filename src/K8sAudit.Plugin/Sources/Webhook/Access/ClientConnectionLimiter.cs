using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// Limits the number of connections. Where there are too many, a new connection replaces one that has not delivered a batch lately, of the client address with
/// the most of them: otherwise any client that reaches the port could hold all connections and keep the API server out. Thread-safe.
/// </summary>
internal sealed class ClientConnectionLimiter(int max, RefusalLog refusals, SourceCounters counters, TimeProvider time)
{
    /// <summary>How long a connection cannot be replaced after it has delivered a batch, or has authenticated itself.</summary>
    public static readonly TimeSpan ProtectedFor = TimeSpan.FromMinutes(1);

    // Below this number an address is not limited.
    private const int MinPerAddress = 16;

    private readonly Lock _lock = new();

    // Connections that have delivered nothing, by the address of the client and in the order in which they were opened.
    private readonly Dictionary<ClientAddress, LinkedList<TrackedConnection>> _unprotected = [];

    // The others, in the order of their last deliveries.
    private readonly LinkedList<TrackedConnection> _protected = [];
    private int _count;

    // So that one client cannot replace the connections of others that have just been opened.
    private int MaxPerAddress => Math.Max(MinPerAddress, max / 4);

    /// <summary>Serves a connection until it ends or is replaced.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var tracked = new TrackedConnection(connection);
        if (!TryEnter(tracked, out var replaced))
        {
            Refuse(connection);
            return;
        }

        try
        {
            if (replaced is not null)
            {
                Refuse(replaced.Connection);
            }

            connection.Features.Set(tracked);
            TrackedConnection.Current = tracked;
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(tracked);
        }
    }

    /// <summary>The connection has delivered a batch or has authenticated itself, so it is not replaced for <see cref="ProtectedFor"/>.</summary>
    public void Protect(TrackedConnection tracked)
    {
        lock (_lock)
        {
            if (tracked.Node.List is not null)
            {
                Remove(tracked);
                tracked.ProtectedAt = time.GetTimestamp();
                _protected.AddLast(tracked.Node);
            }
        }
    }

    private bool TryEnter(TrackedConnection tracked, out TrackedConnection? replaced)
    {
        lock (_lock)
        {
            replaced = _unprotected.TryGetValue(tracked.Address, out var own) && own.Count >= MaxPerAddress ? own.First!.Value
                : _count < max ? null
                : FindReplaceable();
            if (replaced is null && _count >= max)
            {
                return false;
            }

            if (replaced is not null)
            {
                Remove(replaced);
                _count--;
            }

            _count++;
            AddUnprotected(tracked);
            return true;
        }
    }

    private TrackedConnection? FindReplaceable()
    {
        LinkedList<TrackedConnection>? longest = null;
        foreach (var list in _unprotected.Values)
        {
            longest = longest is null || list.Count > longest.Count ? list : longest;
        }

        return longest?.First!.Value ?? (_protected.First?.Value is { } idle && time.GetElapsedTime(idle.ProtectedAt) > ProtectedFor ? idle : null);
    }

    private void AddUnprotected(TrackedConnection tracked)
    {
        if (!_unprotected.TryGetValue(tracked.Address, out var list))
        {
            _unprotected.Add(tracked.Address, list = []);
        }

        list.AddLast(tracked.Node);
    }

    private void Leave(TrackedConnection tracked)
    {
        lock (_lock)
        {
            // It is in no list if it was replaced.
            if (tracked.Node.List is not null)
            {
                Remove(tracked);
                _count--;
            }
        }
    }

    private void Remove(TrackedConnection tracked)
    {
        var list = tracked.Node.List!;
        list.Remove(tracked.Node);
        if (list.Count == 0 && list != _protected)
        {
            _unprotected.Remove(tracked.Address);
        }
    }

    private void Refuse(ConnectionContext connection)
    {
        connection.Abort();
        counters.RefuseClient();
        refusals.Report($"{connection.RemoteEndPoint}", PluginMessages.TooManyConnections(max));
    }
}
