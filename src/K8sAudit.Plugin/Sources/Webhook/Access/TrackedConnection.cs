using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>A connection as <see cref="ClientConnectionLimiter"/> sees it, and a feature of its requests.</summary>
internal sealed class TrackedConnection
{
    private static readonly AsyncLocal<TrackedConnection?> _current = new();

    public TrackedConnection(ConnectionContext connection)
    {
        Connection = connection;
        Address = ClientAddress.Of(connection.RemoteEndPoint);
        Node = new LinkedListNode<TrackedConnection>(this);
    }

    /// <summary>The connection that is served by the current asynchronous flow; null outside of a connection.</summary>
    public static TrackedConnection? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public ConnectionContext Connection { get; }

    public ClientAddress Address { get; }

    /// <summary>Its node in the list of the limiter; in no list if the connection was replaced or has ended.</summary>
    public LinkedListNode<TrackedConnection> Node { get; }

    /// <summary>When it was last protected, as a timestamp.</summary>
    public long ProtectedAt { get; set; }

    /// <summary>Whether the client has sent the first message of a TLS handshake.</summary>
    public bool HasBegunHandshake { get; set; }

    /// <summary>Whether the reason why its handshake fails has been logged.</summary>
    public bool IsRefusalLogged { get; set; }
}
