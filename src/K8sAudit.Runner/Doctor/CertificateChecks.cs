using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sAudit.Runner.Doctor;

/// <summary>Checks of certificates: files, names, dates, keys.</summary>
internal static class CertificateChecks
{
    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    /// <summary>A server certificate with its key: it can be read, has names, is valid, and the key fits.</summary>
    /// <param name="what">What it is for.</param>
    /// <param name="certificateFile">The PEM file of the certificate.</param>
    /// <param name="keyFile">The PEM file of its key, which may be the same.</param>
    /// <param name="now">The current time.</param>
    public static IEnumerable<Finding> Server(string what, string certificateFile, string keyFile, DateTimeOffset now)
    {
        var (certificate, failure) = Read(what, certificateFile, keyFile);
        if (certificate is null)
        {
            return [failure!];
        }

        using (certificate)
        {
            return [Names(what, certificate), Dates(what, certificate, now)];
        }
    }

    /// <summary>The certificates of authorities: the file can be read, and they are valid.</summary>
    public static IEnumerable<Finding> Authorities(string what, string file, DateTimeOffset now)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return [Finding.Fail($"{what}: {file} cannot be used: {e.Message}", "give a PEM file that this user can read")];
        }

        return certificates.Count == 0
            ? [Finding.Fail($"{what}: {file} has no certificate", "give a PEM file with the certificates of authorities")]
            : certificates.Select(certificate => Dates(what, certificate, now));
    }

    /// <summary>The names of a server certificate as a message shows them.</summary>
    public static IReadOnlyList<string> NamesOf(X509Certificate2 certificate) =>
    [
        .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))),
    ];

    private static (X509Certificate2? Certificate, Finding? Failure) Read(string what, string certificateFile, string keyFile)
    {
        try
        {
            var pem = File.ReadAllText(certificateFile);
            return (X509Certificate2.CreateFromPem(pem, keyFile == certificateFile ? pem : File.ReadAllText(keyFile)), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Finding.Fail($"{what}: {e.Message}", "name a PEM file that exists and that this user can read"));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            var files = keyFile == certificateFile ? certificateFile : $"{certificateFile} with the key {keyFile}";
            return (null, Finding.Fail($"{what}: {files} cannot be used: {e.Message}", "give a PEM certificate and the private key of that certificate"));
        }
    }

    private static Finding Names(string what, X509Certificate2 certificate) => NamesOf(certificate) is { Count: > 0 } names
        ? Finding.Ok($"{what}: the key fits, and the certificate has the names {string.Join(", ", names)}")
        : Finding.Fail(
            $"{what}: the certificate has no subject alternative names, and API servers refuse it",
            "issue one with the address of the webhook in subjectAltName; the common name does not count");

    private static Finding Dates(string what, X509Certificate2 certificate, DateTimeOffset now)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        var left = to - now.UtcDateTime;
        return now.UtcDateTime < from ? Finding.Fail($"{what}: the certificate is valid from {Date(from)} on", "check the clock, or issue another certificate")
            : left <= TimeSpan.Zero ? Finding.Fail($"{what}: the certificate has expired on {Date(to)}", "renew it")
            : left < _soon ? Finding.Warn($"{what}: the certificate expires on {Date(to)}, in {left.Days} days", "renew it")
            : Finding.Ok($"{what}: the certificate expires on {Date(to)}, in {left.Days} days");
    }

    private static string Date(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
