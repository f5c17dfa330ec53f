using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace K8sAudit.Runner.Doctor;

/// <summary>Sends requests as an API server or kubectl does with a kubeconfig.</summary>
internal static class KubeClient
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    /// <summary>Sends a GET request.</summary>
    /// <param name="config">The server and the credentials.</param>
    /// <param name="address">The address.</param>
    /// <param name="connectTo">The host and port to connect to in place of those of the address; null for those.</param>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">There is none within 10 s.</exception>
    public static (int Status, string Body) Get(KubeConfig config, Uri address, (string Host, int Port)? connectTo = null)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, SslOptions = TlsOptions(config) };
        if (connectTo is { } target)
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var client = new TcpClient();
                await client.ConnectAsync(target.Host.Trim('[', ']'), target.Port, cancellation).ConfigureAwait(false);
                return client.GetStream();
            };
        }

        using var client = new HttpClient(handler) { Timeout = _limit };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = config.Token.Length > 0 ? new AuthenticationHeaderValue("Bearer", config.Token) : null;
        using var response = client.Send(request);
        using var body = new StreamReader(response.Content.ReadAsStream());
        return ((int)response.StatusCode, body.ReadToEnd());
    }

    [SuppressMessage("Security", "CA5359", Justification = "Enabled by insecure-skip-tls-verify.")]
    private static SslClientAuthenticationOptions TlsOptions(KubeConfig config)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = config.ServerName };
        if (config.IsInsecure)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (config.Authorities is { } authorities)
        {
            // A certificate of the bundle is trusted whether or not its issuer is, as in Go.
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (config.ClientCertificate is { } certificate)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        return options;
    }
}
