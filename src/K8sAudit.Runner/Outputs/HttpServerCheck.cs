using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>Connects to the server of the HTTP output, with TLS where its URL says so, and closes the connection again.</summary>
internal static class HttpServerCheck
{
    private static readonly TimeSpan _maxTimeout = TimeSpan.FromSeconds(5);

    /// <param name="configuration">The <c>http_output</c> block.</param>
    /// <param name="timeout">How long it may take; 5 s at most.</param>
    /// <exception cref="IOException">There is no connection; the message is the reason.</exception>
    public static void Connect(HttpOutputConfiguration configuration, TimeSpan timeout)
    {
        // A proxy connects by itself, when there is a request.
        if (HttpClient.DefaultProxy.GetProxy(configuration.Url) is { } proxy && proxy != configuration.Url)
        {
            return;
        }

        var limit = timeout == Timeout.InfiniteTimeSpan || timeout > _maxTimeout ? _maxTimeout : timeout;
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            ConnectAsync(configuration, deadline.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new IOException(RunnerMessages.NoAnswer(configuration.Url, limit));
        }
        catch (Exception e) when (e is SocketException or AuthenticationException or IOException)
        {
            throw new IOException(RunnerMessages.NotSent(configuration.Url, e.GetBaseException().Message));
        }
    }

    private static async Task ConnectAsync(HttpOutputConfiguration configuration, CancellationToken deadline)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(configuration.Url.IdnHost, configuration.Url.Port, deadline).ConfigureAwait(false);
        if (configuration.Url.Scheme != Uri.UriSchemeHttps)
        {
            return;
        }

        var options = HttpTrust.Options(configuration);
        options.TargetHost = configuration.Url.IdnHost;
        using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(options, deadline).ConfigureAwait(false);
    }
}
