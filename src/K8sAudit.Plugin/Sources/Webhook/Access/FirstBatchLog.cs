using K8sAudit.Plugin.Messages;
using Microsoft.AspNetCore.Http;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// Logs the first accepted batch of each client address, so that an operator sees which API servers are connected. The number of addresses is bounded; further
/// ones are not logged. Thread-safe.
/// </summary>
internal sealed class FirstBatchLog(SourceContext context)
{
    private const int MaxClients = 256;
    private const int MaxProgramLength = 64;

    private readonly Lock _lock = new();
    private readonly HashSet<ClientAddress> _clients = [];

    /// <summary>A batch with events of the client was accepted.</summary>
    /// <param name="client">The address of the client, without its port.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="request">The request that had the batch.</param>
    public void Report(ClientAddress client, string shown, HttpRequest request)
    {
        lock (_lock)
        {
            if (_clients.Count == MaxClients || !_clients.Add(client))
            {
                return;
            }
        }

        context.Log.Info(PluginMessages.FirstEvents(shown, Program(request.Headers.UserAgent.ToString())));
    }

    // The first part of kube-apiserver/v1.32.0 (linux/amd64) kubernetes/70d3cc9: the rest tells nothing, and a client may send anything.
    private static string Program(string userAgent)
    {
        var program = userAgent.Split(' ', 2)[0];
        return string.Concat(program.Take(MaxProgramLength).Where(c => c is > ' ' and < '\u007F'));
    }
}
