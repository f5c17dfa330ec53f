using System.Security.Cryptography;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Sources.Webhook.Access;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Path => _folder["falco.pem"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_certificate_chain_is_in_the_same_file()
    {
        var (certificate, key, authority) = TestCertificates.SignedByAuthority();
        _folder.Write("falco.pem", certificate + "\n" + authority + "\n" + key);
        var context = ServerCertificate.Load(Path, "", Intake(_log));
        Assert.Equal("CN=localhost", context.TargetCertificate.Subject);
        Assert.True(context.TargetCertificate.HasPrivateKey);
        Assert.Equal(["CN=Intermediate authority"], context.IntermediateCertificates.Select(c => c.Subject));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void The_metric_shows_when_the_first_certificate_of_the_file_expires()
    {
        var expiry = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(10).ToUnixTimeSeconds());
        var (certificate, key) = TestCertificates.Ecdsa(expiry);
        _folder.Write("falco.pem", certificate + "\n" + TestCertificates.Authority.ExportCertificatePem() + "\n" + key);
        var context = Intake(_log);
        ServerCertificate.Load(Path, "", context);
        Assert.Equal(expiry.ToUnixTimeSeconds(), context.Counters.CertificateExpiry);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        AssertFails($"the certificate \"{Path}\" does not exist; set sslCertificate to a PEM file with the key and the certificate");

    [Fact]
    public void A_directory_is_named()
    {
        Directory.CreateDirectory(Path);
        AssertFails($"\"{Path}\" cannot be read: it is a directory; expected a regular file");
    }

    [Fact]
    public void A_file_without_a_certificate_is_named()
    {
        _folder.Write("falco.pem", TestCertificates.Ecdsa().Key);
        AssertFails($"\"{Path}\" has no certificate; sslCertificate must name a PEM file with the unencrypted private key and the certificate");
    }

    [Fact]
    public void A_file_without_a_key_is_named()
    {
        _folder.Write("falco.pem", TestCertificates.Ecdsa().Certificate);
        AssertFails($"\"{Path}\" has no private key; sslCertificate must name a PEM file with the unencrypted private key and the certificate");
    }

    [Fact]
    public void An_encrypted_key_is_named()
    {
        using var key = ECDsa.Create();
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
        _folder.Write("falco.pem", TestCertificates.Ecdsa().Certificate + "\n" + encrypted);
        AssertFails($"the private key in \"{Path}\" is encrypted; decrypt it, for example with: openssl pkey");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_of_another_certificate_is_named(bool sameKind)
    {
        _folder.Write("falco.pem", TestCertificates.Ecdsa().Certificate + "\n" + (sameKind ? TestCertificates.Ecdsa() : TestCertificates.Rsa()).Key);
        AssertFails(
            $"the private key in \"{Path}\" does not belong to its first certificate, or either is damaged; the server's own certificate must come first");
    }

    [Fact]
    public void A_damaged_certificate_is_named()
    {
        _folder.Write("falco.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + TestCertificates.Ecdsa().Key);
        AssertFails(
            $"the private key in \"{Path}\" does not belong to its first certificate, or either is damaged; the server's own certificate must come first");
    }

    [Fact]
    public void A_certificate_that_is_out_of_date_is_a_warning()
    {
        var (certificate, key) = TestCertificates.Ecdsa(notAfter: new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero));
        _folder.Write("falco.pem", certificate + "\n" + key);
        ServerCertificate.Load(Path, "", Intake(_log));
        Assert.Equal(
            [$"Warning: the certificate \"{Path}\" is valid from 2020-02-01 04:05:06Z to 2020-02-03 04:05:06Z, which is not now; the API server will refuse it"],
            _log.Lines);
    }

    [Fact]
    public void A_certificate_without_alternative_names_is_a_warning()
    {
        new OpenSsl(_folder).Authority("plain");
        ServerCertificate.Load(_folder["plain.pem"], _folder["plain.key"], Intake(_log));
        Assert.Equal(
            [$"Warning: the certificate \"{_folder["plain.pem"]}\" has no subject alternative name, so every API server refuses it; issue one with the host name or IP address of the webhook's URL as a subject alternative name"],
            _log.Lines);
    }

    [Fact]
    public void A_file_that_ends_inside_a_certificate_is_named()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        _folder.Write("falco.pem", key + "\n" + certificate + "\n" + certificate[..200]);
        AssertFails($"\"{Path}\" is not a complete PEM file: it has a BEGIN line without its END line; write it to another name and rename it");
    }

    [Fact]
    public void The_key_may_have_a_file_of_its_own()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        _folder.Write("falco.pem", certificate);
        Assert.True(ServerCertificate.Load(Path, _folder.Write("key.pem", key), Intake(_log)).TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void What_is_wrong_with_the_file_of_the_key_is_named()
    {
        _folder.Write("falco.pem", TestCertificates.Ecdsa().Certificate);
        AssertKeyFails(_folder["none.pem"], $"the key \"{_folder["none.pem"]}\" does not exist; set sslKey to a PEM file with the private key, or leave it empty if the key is in sslCertificate");
        var empty = _folder.Write("empty.pem", "");
        AssertKeyFails(empty, $"\"{empty}\" has no private key; sslKey must name a PEM file with the unencrypted private key");
        var other = _folder.Write("other.pem", TestCertificates.Ecdsa().Key);
        AssertKeyFails(other, $"the private key in \"{other}\" does not belong to the first certificate in \"{Path}\", or either is damaged; the server's own certificate must come first");
    }

    private void AssertKeyFails(string key, string message) =>
        Assert.Equal(message, Assert.Throws<PluginException>(() => ServerCertificate.Load(Path, key, Intake(_log))).Message);

    private void AssertFails(string message) =>
        Assert.Equal(message, Assert.Throws<PluginException>(() => ServerCertificate.Load(Path, "", Intake(_log))).Message);
}
