using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Runner.Web;

/// <summary>
/// Limits the open connections of clients that are not authenticated. At the limit, a new connection replaces the oldest one: idle connections must not lock
/// out a health probe, whose failure would have the program restarted. Thread-safe.
/// </summary>
internal sealed class ConnectionLimiter(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionContext> _connections = [];

    /// <summary>Serves a connection until it ends or is replaced.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var node = Add(connection, out var replaced);
        replaced?.Abort();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Remove(node);
        }
    }

    private LinkedListNode<ConnectionContext> Add(ConnectionContext connection, out ConnectionContext? replaced)
    {
        lock (_lock)
        {
            replaced = null;
            if (_connections.Count == max)
            {
                replaced = _connections.First!.Value;
                _connections.RemoveFirst();
            }

            return _connections.AddLast(connection);
        }
    }

    private void Remove(LinkedListNode<ConnectionContext> node)
    {
        lock (_lock)
        {
            // A connection that was replaced is removed already.
            if (node.List is not null)
            {
                _connections.Remove(node);
            }
        }
    }
}
