using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>One connection as <see cref="ClientConnectionLimiter"/> sees it, and a feature of its requests.</summary>
internal sealed class TrackedConnection
{
    public TrackedConnection(ConnectionContext connection)
    {
        Connection = connection;
        UnauthenticatedNode = new LinkedListNode<TrackedConnection>(this);
    }

    public ConnectionContext Connection { get; }

    /// <summary>Its place among the strangers, in no list any more once one of its requests was let in.</summary>
    public LinkedListNode<TrackedConnection> UnauthenticatedNode { get; }

    /// <summary>Whether another one has taken its place.</summary>
    public bool IsReplaced { get; set; }
}
