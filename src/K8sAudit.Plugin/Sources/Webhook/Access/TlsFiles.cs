using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using K8sAudit.Plugin.Metrics;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>The TLS options of the webhook, made for each connection from the current files.</summary>
internal sealed class TlsFiles
{
    private readonly SourceContext _context;
    private readonly RefusalLog _refusals;
    private readonly ReloadedFiles<SslStreamCertificateContext> _certificate;
    private readonly ReloadedFiles<ClientAuthorities> _authorities;

    /// <exception cref="FalcoPlugin.Sdk.PluginException">A file is missing or broken.</exception>
    public TlsFiles(SourceContext context, RefusalLog refusals)
    {
        _context = context;
        _refusals = refusals;
        _certificate = new(
            context,
            o => o.SslKey.Length > 0 ? [o.SslCertificate, o.SslKey] : [o.SslCertificate],
            o => ServerCertificate.Load(o.SslCertificate, o.SslKey, context));

        // The names count as a part of the state, since they may change with the options alone.
        _authorities = new(context, o => [o.ClientCA, .. o.ClientNames], o => ClientAuthorities.Load(o.ClientCA, o.ClientNames));
        Refresh();
    }

    /// <summary>Whether a client needs a certificate.</summary>
    public bool RequiresClient => _context.Options.ClientCA.Length > 0;

    /// <summary>Reads files that have changed, so that a broken one is reported before a client connects.</summary>
    public void Refresh()
    {
        _ = _certificate.Current;
        if (RequiresClient)
        {
            _ = _authorities.Current;
        }
    }

    /// <summary>The options for a connection whose client has begun a handshake.</summary>
    public SslServerAuthenticationOptions ForConnection(TrackedConnection? connection)
    {
        connection?.HasBegunHandshake = true;
        return Options(connection);
    }

    private SslServerAuthenticationOptions Options(TrackedConnection? connection) => new()
    {
        ServerCertificateContext = _certificate.Current,
        EnabledSslProtocols = _context.Options.MinTlsVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        ClientCertificateRequired = RequiresClient,
        CertificateChainPolicy = RequiresClient ? NoDownloads() : null,
        RemoteCertificateValidationCallback = RequiresClient ? (_, certificate, chain, _) => IsTrusted(connection, certificate, chain) : null,
    };

    // Of the chain that is built before the certificate is checked: the client chooses the addresses in it.
    private static X509ChainPolicy NoDownloads() => new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    /// <summary>Logs why a handshake failed, unless the reason has been logged.</summary>
    public void ReportFailure(TrackedConnection? connection, HandshakeFailure failure, string reason)
    {
        if (connection is null || !connection.IsRefusalLogged)
        {
            CountFailure(failure);
            _context.Counters.RefuseClient();
            _refusals.Report($"{connection?.Connection.RemoteEndPoint}", reason);
        }
    }

    /// <summary>Counts that a handshake failed.</summary>
    public void CountFailure(HandshakeFailure failure) => _context.Counters.FailHandshake(failure);

    private bool IsTrusted(TrackedConnection? connection, X509Certificate? certificate, X509Chain? chain)
    {
        var reason = _authorities.Current.Refuse(certificate, chain);
        if (reason is not null)
        {
            ReportFailure(connection, certificate is null ? HandshakeFailure.NoCertificate : HandshakeFailure.BadCertificate, reason);
            connection?.IsRefusalLogged = true;
        }

        return reason is null;
    }
}
