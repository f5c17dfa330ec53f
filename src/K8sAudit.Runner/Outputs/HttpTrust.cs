using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>The TLS options of the HTTP output: the certificates that it trusts, and its own, by the keys of <c>http_output</c>.</summary>
internal static class HttpTrust
{
    /// <exception cref="UserError">A file is missing, or contains no certificate.</exception>
    [SuppressMessage("Security", "CA5359", Justification = "Enabled by http_output.insecure.")]
    public static SslClientAuthenticationOptions Options(HttpOutputConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions();
        if (configuration.Insecure)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (Roots(configuration) is { } roots)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (configuration.MutualTls)
        {
            options.ClientCertificateContext = ClientCertificate(configuration);
        }

        return options;
    }

    // The trusted certificates; null for those of the system. As in Falco, ca_cert takes precedence over ca_bundle, and ca_bundle over ca_path.
    private static X509Certificate2Collection? Roots(HttpOutputConfiguration configuration) => configuration switch
    {
        { CaCert.Length: > 0 } => Read("http_output.ca_cert", configuration.CaCert, path => [path]),
        { CaBundle.Length: > 0 } => Read("http_output.ca_bundle", configuration.CaBundle, path => [path]),
        { CaPath: HttpOutputConfiguration.SystemCertificates } => null,
        _ => Read("http_output.ca_path", configuration.CaPath, Directory.GetFiles),
    };

    private static X509Certificate2Collection Read(string key, string path, Func<string, string[]> files)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            foreach (var file in files(path))
            {
                roots.ImportFromPem(PemFile.Read(file));
            }

            return roots.Count > 0 ? roots : throw new UserError(RunnerMessages.NoCertificate(key, path, "it contains no PEM certificate"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserError(RunnerMessages.NoCertificate(key, path, e.Message));
        }
    }

    private static SslStreamCertificateContext ClientCertificate(HttpOutputConfiguration configuration)
    {
        try
        {
            var certificate = PemFile.Read(configuration.ClientCert);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            var own = X509Certificate2.CreateFromPem(certificate, PemFile.Read(configuration.ClientKey));
            return SslStreamCertificateContext.Create(own, chain, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            var files = $"{configuration.ClientCert} with {configuration.ClientKey}";
            throw new UserError(RunnerMessages.NoCertificate("http_output.client_cert", files, e.Message));
        }
    }
}
