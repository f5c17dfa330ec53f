using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Testing;

/// <summary>Certificates for tests. All server certificates are valid for the loopback address and <c>localhost</c>.</summary>
public static class TestCertificates
{
    private static readonly DateTimeOffset _from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _to = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A certificate authority with its key, created once per test run.</summary>
    public static X509Certificate2 Authority { get; } = CreateAuthority();

    /// <summary>A server certificate with its key, signed by <see cref="Authority"/> or another issuer.</summary>
    public static X509Certificate2 Create(string name, X509Certificate2? issuer = null)
    {
        using var key = NewKey();
        using var signed = ServerRequest(name, key).Create(issuer ?? Authority, _from.AddDays(2), _to.AddDays(-2), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>An intermediate authority with its key, signed by <see cref="Authority"/>.</summary>
    public static X509Certificate2 CreateIntermediate()
    {
        using var key = NewKey();
        using var signed = AuthorityRequest("Intermediate authority", key).Create(
            Authority,
            _from.AddDays(1),
            _to.AddDays(-1),
            RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Certificate and key as PEM.</summary>
    public static (string Certificate, string Key) Pem(X509Certificate2 certificate) =>
        (certificate.ExportCertificatePem(), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

    /// <summary>A self-signed server certificate and its RSA key, as PEM.</summary>
    public static (string Certificate, string Key) Rsa()
    {
        using var key = RSA.Create(2048);
        return (SelfSigned(Server(new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
            key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A self-signed server certificate and its EC key, as PEM.</summary>
    public static (string Certificate, string Key) Ecdsa(DateTimeOffset? notAfter = null)
    {
        using var key = NewKey();
        return (SelfSigned(ServerRequest("localhost", key), notAfter), key.ExportECPrivateKeyPem());
    }

    /// <summary>A server certificate, its key, and the intermediate authority that signed it, as PEM.</summary>
    public static (string Certificate, string Key, string Authority) SignedByAuthority()
    {
        using var authority = CreateIntermediate();
        using var certificate = Create("localhost", authority);
        var (pem, key) = Pem(certificate);
        return (pem, key, authority.ExportCertificatePem());
    }

    /// <summary>A client certificate and its key, as PEM, that names an address for the download of its issuer and its revocation status.</summary>
    public static (string Certificate, string Key) WithIssuerAt(string address)
    {
        using var key = NewKey();
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: [address], caIssuersUris: [address]));
        using var authority = CreateAuthority();
        using var certificate = request.Create(authority, _from.AddDays(1), _to.AddDays(-1), [1, 2, 3]);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static X509Certificate2 CreateAuthority()
    {
        using var key = NewKey();
        return AuthorityRequest("Test authority", key).CreateSelfSigned(_from, _to);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }

    private static CertificateRequest ServerRequest(string name, ECDsa key) => Server(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));

    private static CertificateRequest Server(CertificateRequest request)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static string SelfSigned(CertificateRequest request, DateTimeOffset? notAfter = null)
    {
        var end = notAfter ?? DateTimeOffset.UtcNow.AddDays(1);
        using var certificate = request.CreateSelfSigned(end.AddDays(-2), end);
        return certificate.ExportCertificatePem();
    }
}
