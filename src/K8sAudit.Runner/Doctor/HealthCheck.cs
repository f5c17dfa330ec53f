using System.Diagnostics.CodeAnalysis;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Doctor;

/// <summary>Asks a running instance whether it is healthy.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    /// <summary><c>--healthz</c>: asks the webserver, or else the webhook, that the configuration describes.</summary>
    public static IEnumerable<Finding> Ask(DoctorContext context)
    {
        context.ReadConfiguration();
        return Address(context) is not { } address
            ? [Finding.Fail("neither the webserver nor a webhook is configured", "set webserver.enabled to true")]
            : [Ask(address)];
    }

    public static bool IsHealthy(string address) => Ask(address).Status == CheckStatus.Ok;

    private static string? Address(DoctorContext context)
    {
        if (context.Configuration.WebServer is { } server)
        {
            return $"{(server.SslEnabled ? "https" : "http")}://{Loopback(server)}:{server.Port}{server.HealthEndpoint}";
        }

        var plugins = context.Configuration.Plugins.Select((plugin, index) =>
            index == 0 && context.Options.OpenParameters is { } input ? plugin with { OpenParameters = input } : plugin);
        return plugins.Select(WebhookSettings.Of).FirstOrDefault(webhook => webhook is not null) is { } found
            ? $"{found.Address.Scheme}://{found.Address.LocalHost}:{found.Address.Port}/healthz"
            : null;
    }

    private static string Loopback(WebServerConfiguration server) =>
        server.Address.Equals(System.Net.IPAddress.Any) ? "127.0.0.1"
        : server.Address.Equals(System.Net.IPAddress.IPv6Any) ? "[::1]"
        : server.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{server.Address}]"
        : server.Address.ToString();

    [SuppressMessage("Security", "CA5359", Justification = "The name is not in the certificate; the request carries no secret.")]
    private static Finding Ask(string address)
    {
        // Its own certificate is for the names by which others reach it.
        using var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var client = new HttpClient(handler) { Timeout = _limit };
        try
        {
            using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseHeadersRead);
            return response.IsSuccessStatusCode
                ? Finding.Ok($"{address} answered {(int)response.StatusCode}")
                : Finding.Fail($"{address} answered {(int)response.StatusCode}", "the instance is ending, or another program listens there");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return Finding.Fail($"{SecretText.Redact(address)} did not answer: {e.GetBaseException().Message}", "start the instance, and see its log");
        }
    }
}
