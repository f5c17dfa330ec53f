using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Tests.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://:9765/k8s-audit", "http", "", 9765, "/k8s-audit", "127.0.0.1")]
    [InlineData("HTTPS://0.0.0.0:9765", "https", "0.0.0.0", 9765, "/", "127.0.0.1")]
    [InlineData(" https://[::]:443/a/b", "https", "[::]", 443, "/a/b", "[::1]")]
    [InlineData("http://10.0.0.5:0/a?token=secret", "http", "10.0.0.5", 0, "/a", "10.0.0.5")]
    [InlineData("file:///var/log/audit.log\nhttp://:9765/a\n", "http", "", 9765, "/a", "127.0.0.1")]
    public void An_address_has_these_parts(string parameters, string scheme, string host, int port, string path, string local)
    {
        var address = ListenAddress.Find(parameters);

        Assert.Equal(new ListenAddress(scheme, host, port, path), address);
        Assert.Equal(local, address!.LocalHost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/var/log/http://:9765/a")]
    [InlineData("http://host/a")]
    [InlineData("http://:99999/a")]
    [InlineData("http://user:1234@host:9765/a")]
    public void Other_parameters_have_none(string parameters) => Assert.Null(ListenAddress.Find(parameters));

    [Theory]
    [InlineData("http://:9765/a?b", "http://127.0.0.1:9765/a?b")]
    [InlineData("/a\n http://:9765\n/b", "/a\n http://127.0.0.1:9765\n/b")]
    [InlineData("http://10.0.0.5:9765/a", "http://10.0.0.5:9765/a")]
    public void A_host_takes_the_place_of_none(string parameters, string expected) => Assert.Equal(expected, ListenAddress.WithHost(parameters, "127.0.0.1"));

    [Fact]
    public void The_text_of_an_address_has_neither_user_nor_query() => Assert.Equal("http://h:1/a", $"{ListenAddress.Find("http://h:1/a?token=secret")}");
}
