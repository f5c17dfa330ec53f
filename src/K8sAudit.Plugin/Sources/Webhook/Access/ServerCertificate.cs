using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// The certificate of the webhook, read from a PEM file that holds the certificate, its chain and, unless that has a file of its own, the key.
/// </summary>
internal static class ServerCertificate
{
    /// <param name="path">The file with the certificate.</param>
    /// <param name="keyPath">The file with the key; empty where it is the same.</param>
    /// <param name="context">For warnings.</param>
    /// <exception cref="PluginException">A file is missing, or they hold no key and certificate that belong together.</exception>
    public static SslStreamCertificateContext Load(string path, string keyPath, SourceContext context)
    {
        keyPath = keyPath.Length > 0 ? keyPath : path;
        var pem = SecretFile.Read(path, PluginMessages.CertificateIsMissing);
        var key = keyPath == path ? pem : SecretFile.Read(keyPath, PluginMessages.KeyIsMissing);
        Check(pem, path, key, keyPath);
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem, key);
            WarnIfOutOfDate(certificate, path, context);
            WarnIfWithoutNames(certificate, path, context);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            context.Counters.CertificateExpiry = new DateTimeOffset(chain.Min(c => c.NotAfter)).ToUnixTimeSeconds();

            // Offline: the file has all certificates that the API server needs, and opening a port must not connect to other hosts.
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new PluginException(keyPath == path ? PluginMessages.CertificateKeyDoesNotFit(path) : PluginMessages.KeyDoesNotFit(keyPath, path), e);
        }
    }

    // Go's TLS clients do not look at the common name.
    private static void WarnIfWithoutNames(X509Certificate2 certificate, string path, SourceContext context)
    {
        if (SubjectNames.AlternativeNames(certificate).Count == 0)
        {
            context.Log.Warning(PluginMessages.CertificateHasNoNames(path));
        }
    }

    private static void Check(string pem, string path, string key, string keyPath)
    {
        ThrowIfIncomplete(pem, path);
        ThrowIfIncomplete(key, keyPath);
        var keys = Labels(key);
        if (keys.Contains("ENCRYPTED PRIVATE KEY"))
        {
            throw new PluginException(PluginMessages.CertificateKeyIsEncrypted(keyPath));
        }

        if (!Labels(pem).Contains("CERTIFICATE"))
        {
            throw new PluginException(PluginMessages.CertificateHasNo(path, "certificate"));
        }

        if (!keys.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            throw new PluginException(keyPath == path ? PluginMessages.CertificateHasNo(path, "private key") : PluginMessages.KeyFileHasNoKey(keyPath));
        }
    }

    // A file that is being written has blocks that do not end, or less blocks than it will have.
    private static void ThrowIfIncomplete(string pem, string path)
    {
        if (pem.AsSpan().Count("-----BEGIN ") != pem.AsSpan().Count("-----END "))
        {
            throw new PluginException(PluginMessages.PemIsIncomplete(path));
        }
    }

    private static List<string> Labels(ReadOnlySpan<char> pem)
    {
        var labels = new List<string>();
        while (PemEncoding.TryFind(pem, out var fields))
        {
            labels.Add(pem[fields.Label].ToString());
            pem = pem[fields.Location.End..];
        }

        return labels;
    }

    private static void WarnIfOutOfDate(X509Certificate2 certificate, string path, SourceContext context)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        var now = context.Time.GetUtcNow().UtcDateTime;
        if (now < from || now > to)
        {
            context.Log.Warning(PluginMessages.CertificateIsOutOfDate(path, from, to));
        }
    }
}
