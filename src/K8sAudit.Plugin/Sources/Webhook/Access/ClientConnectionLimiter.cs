using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// Who is connected. Where nobody more may be, whoever comes takes the place of the one that has been a stranger for longest: otherwise everybody who can
/// reach the port could hold all connections and keep the API server out. Thread-safe.
/// </summary>
internal sealed class ClientConnectionLimiter(int max, RefusalLog refusals, SourceCounters counters)
{
    private readonly Lock _lock = new();

    // Those of whom no request was let in, in the order in which they came.
    private readonly LinkedList<TrackedConnection> _unauthenticated = [];
    private int _count;

    /// <summary>Serves a connection as long as it has a place.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var visitor = new TrackedConnection(connection);
        if (!TryEnter(visitor, out var replaced))
        {
            Refuse(connection);
            return;
        }

        if (replaced is not null)
        {
            Refuse(replaced.Connection);
        }

        try
        {
            connection.Features.Set(visitor);
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(visitor);
        }
    }

    /// <summary>A request of the visitor was let in: the connection keeps its place until it ends.</summary>
    public void MarkAuthenticated(TrackedConnection visitor)
    {
        // Looked at first, since every request asks.
        if (visitor.UnauthenticatedNode.List is not null)
        {
            lock (_lock)
            {
                RemoveUnauthenticated(visitor);
            }
        }
    }

    private bool TryEnter(TrackedConnection visitor, out TrackedConnection? replaced)
    {
        lock (_lock)
        {
            replaced = null;
            if (_count < max)
            {
                _count++;
            }
            else if (_unauthenticated.First is { } oldest)
            {
                replaced = oldest.Value;
                replaced.IsReplaced = true;
                _unauthenticated.Remove(oldest);
            }
            else
            {
                return false;
            }

            _unauthenticated.AddLast(visitor.UnauthenticatedNode);
            return true;
        }
    }

    private void Leave(TrackedConnection visitor)
    {
        lock (_lock)
        {
            if (visitor.IsReplaced)
            {
                return;
            }

            _count--;
            RemoveUnauthenticated(visitor);
        }
    }

    private void RemoveUnauthenticated(TrackedConnection visitor)
    {
        if (visitor.UnauthenticatedNode.List is not null)
        {
            _unauthenticated.Remove(visitor.UnauthenticatedNode);
        }
    }

    private void Refuse(ConnectionContext connection)
    {
        counters.RefuseClient();
        refusals.Report($"{connection.RemoteEndPoint}", PluginMessages.NoPlace(max));
        connection.Abort();
    }
}
