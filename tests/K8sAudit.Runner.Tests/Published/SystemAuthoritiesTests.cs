using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Tests.Published;

/// <summary>The certificate authorities that the published program trusts where distributions other than Debian have them.</summary>
public sealed class SystemAuthoritiesTests(EmptyRoot root) : IClassFixture<EmptyRoot>
{
    public static TheoryData<string> Files => [.. SystemAuthorities.Bundles, .. SystemAuthorities.Folders.Select(folder => $"{folder}/one-authority.pem")];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_http_output_trusts_an_authority_of_the_host(string file)
    {
        EmptyRoot.SkipUnlessPossible();

        var (code, errors, requests) = SendAlert("", file);

        Assert.True(code == 0, errors);
        Assert.NotEqual(0, requests);
    }

    [Theory]
    [InlineData("SSL_CERT_FILE=/etc/own.pem", "/etc/ssl/cert.pem")]
    [InlineData("SSL_CERT_DIR=/etc/own", "/etc/pki/tls/certs/one-authority.pem")]
    public void Another_location_that_a_variable_names_takes_precedence(string variable, string file)
    {
        EmptyRoot.SkipUnlessPossible();

        var (_, errors, requests) = SendAlert(variable, file);

        Assert.Contains("http output", errors, StringComparison.Ordinal);
        Assert.Equal(0, requests);
    }

    private (int Code, string Errors, int Requests) SendAlert(string variable, string authorities)
    {
        using var certificate = TestCertificates.Create("sink");
        using var sink = HttpSink.StartTls(certificate);
        root.Write(authorities.TrimStart('/'), TestCertificates.Authority.ExportCertificatePem());
        try
        {
            var (code, _, errors) = root.RunWith(
                variable,
                "/samples/privileged-pod.jsonl",
                "-o",
                $"http_output={{enabled: true, url: {sink.Address}}}",
                "-o",
                "json_output=true");
            return (code, errors, sink.Requests.Count);
        }
        finally
        {
            root.Delete(authorities.TrimStart('/'));
        }
    }
}
