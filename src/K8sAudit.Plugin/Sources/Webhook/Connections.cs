using K8sAudit.Plugin.Metrics;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// Who is connected. Where nobody more may be, whoever comes takes the place of the one that has been a stranger for longest: otherwise everybody who can
/// reach the port could hold all connections and keep the API server out. Thread-safe.
/// </summary>
internal sealed class Connections(int most, RefusalLog refusals, IntakeCounters counters)
{
    private readonly Lock _lock = new();

    // Those of whom no request was let in, in the order in which they came.
    private readonly LinkedList<Visitor> _strangers = [];
    private int _count;

    /// <summary>Serves a connection as long as it has a place.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var visitor = new Visitor(connection);
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
    public void LetIn(Visitor visitor)
    {
        // Looked at first, since every request asks.
        if (visitor.Stranger.List is not null)
        {
            lock (_lock)
            {
                Forget(visitor);
            }
        }
    }

    private bool TryEnter(Visitor visitor, out Visitor? replaced)
    {
        lock (_lock)
        {
            replaced = null;
            if (_count < most)
            {
                _count++;
            }
            else if (_strangers.First is { } oldest)
            {
                replaced = oldest.Value;
                replaced.IsReplaced = true;
                _strangers.Remove(oldest);
            }
            else
            {
                return false;
            }

            _strangers.AddLast(visitor.Stranger);
            return true;
        }
    }

    private void Leave(Visitor visitor)
    {
        lock (_lock)
        {
            if (visitor.IsReplaced)
            {
                return;
            }

            _count--;
            Forget(visitor);
        }
    }

    private void Forget(Visitor visitor)
    {
        if (visitor.Stranger.List is not null)
        {
            _strangers.Remove(visitor.Stranger);
        }
    }

    private void Refuse(ConnectionContext connection)
    {
        counters.RefuseClient();
        refusals.Report($"{connection.RemoteEndPoint}", Messages.NoPlace(most));
        connection.Abort();
    }
}
