using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>How the webhook speaks TLS, decided anew for each connection from the files as they are.</summary>
internal sealed class TlsFiles
{
    private readonly SourceContext _intake;
    private readonly RefusalLog _refusals;
    private readonly ReloadedFiles<SslStreamCertificateContext> _certificate;
    private readonly ReloadedFiles<ClientAuthorities> _authorities;

    /// <exception cref="FalcoPlugin.Sdk.PluginException">A file is missing or broken.</exception>
    public TlsFiles(SourceContext intake, RefusalLog refusals)
    {
        _intake = intake;
        _refusals = refusals;
        _certificate = new(intake, o => o.SslKey.Length > 0 ? [o.SslCertificate, o.SslKey] : [o.SslCertificate], o => ServerCertificate.Load(o.SslCertificate, o.SslKey, intake));

        // The names count as a part of the state, since they may change with the options alone.
        _authorities = new(intake, o => [o.ClientCA, .. o.ClientNames], o => ClientAuthorities.Load(o.ClientCA, o.ClientNames));
        Refresh();
    }

    private bool RequiresClient => _intake.Options.ClientCA.Length > 0;

    /// <summary>Looks at the files, so that what is broken in them is said before somebody connects.</summary>
    public void Refresh()
    {
        _ = _certificate.Current;
        if (RequiresClient)
        {
            _ = _authorities.Current;
        }
    }

    public SslServerAuthenticationOptions ForConnection(string client) => new()
    {
        ServerCertificateContext = _certificate.Current,
        EnabledSslProtocols = _intake.Options.MinTlsVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        ClientCertificateRequired = RequiresClient,
        CertificateChainPolicy = RequiresClient ? NoDownloads() : null,
        RemoteCertificateValidationCallback = RequiresClient ? (_, certificate, chain, _) => IsTrusted(client, certificate, chain) : null,
    };

    // Of the chain that is built before anybody is asked: its addresses are the client's choice.
    private static X509ChainPolicy NoDownloads() => new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    private bool IsTrusted(string client, X509Certificate? certificate, X509Chain? chain)
    {
        var reason = _authorities.Current.Refuse(certificate, chain);
        if (reason is not null)
        {
            _intake.Counters.RefuseClient();
            _refusals.Report(client, reason);
        }

        return reason is null;
    }
}
