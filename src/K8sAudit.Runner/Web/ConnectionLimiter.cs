using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Runner.Web;

/// <summary>
/// Who is connected, which anybody may be. Where nobody more may, whoever comes takes the place of the one that came first: idle connections must not keep a
/// probe out, which would have the program restarted. Thread-safe.
/// </summary>
internal sealed class ConnectionLimiter(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionContext> _connections = [];

    /// <summary>Serves a connection as long as it has a place.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = Enter(connection, out var replaced);
        replaced?.Abort();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(place);
        }
    }

    private LinkedListNode<ConnectionContext> Enter(ConnectionContext connection, out ConnectionContext? replaced)
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

    private void Leave(LinkedListNode<ConnectionContext> place)
    {
        lock (_lock)
        {
            // Unless another one has the place already.
            if (place.List is not null)
            {
                _connections.Remove(place);
            }
        }
    }
}
