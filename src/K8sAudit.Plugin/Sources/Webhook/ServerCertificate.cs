using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>The certificate of the webhook, read from one PEM file that holds the key, the certificate and its chain.</summary>
internal static class ServerCertificate
{
    /// <exception cref="PluginException">The file is missing, or holds no key and certificate that belong together.</exception>
    public static SslStreamCertificateContext Load(string path, AuditIntake intake)
    {
        var pem = Read(path);
        Check(pem, path);
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem, pem);
            WarnIfOutOfDate(certificate, path, intake);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);

            // Offline: what the API server needs must stand in the file, and opening a port must not reach out to others.
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (CryptographicException e)
        {
            throw new PluginException(Messages.CertificateKeyDoesNotFit(path), e);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginException(Messages.CertificateIsMissing(path), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException(Directory.Exists(path) ? Messages.CannotRead(path, "it is a directory") : Messages.FileIsNotReadable(path), e);
        }
        catch (IOException e)
        {
            throw new PluginException(Messages.CannotRead(path, e.Message), e);
        }
    }

    private static void Check(string pem, string path)
    {
        var labels = Labels(pem);
        if (labels.Contains("ENCRYPTED PRIVATE KEY"))
        {
            throw new PluginException(Messages.CertificateKeyIsEncrypted(path));
        }

        if (!labels.Contains("CERTIFICATE"))
        {
            throw new PluginException(Messages.CertificateHasNo(path, "certificate"));
        }

        if (!labels.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            throw new PluginException(Messages.CertificateHasNo(path, "private key"));
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

    private static void WarnIfOutOfDate(X509Certificate2 certificate, string path, AuditIntake intake)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        var now = intake.Time.GetUtcNow().UtcDateTime;
        if (now < from || now > to)
        {
            intake.Log.Warning(Messages.CertificateIsOutOfDate(path, from, to));
        }
    }
}
