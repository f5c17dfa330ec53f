using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Sources.Webhook.Http;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Http;

public class WebhookAddressTests
{
    [Theory]
    [InlineData("http://:9765/k8s-audit", false, "", 9765, "/k8s-audit", "")]
    [InlineData("https://example.org:443/a/b", true, "example.org", 443, "/a/b", "")]
    [InlineData("HTTPS://127.0.0.1:1", true, "127.0.0.1", 1, "/", "")]
    [InlineData("http://[::1]:65535/", false, "::1", 65535, "/", "")]
    [InlineData("http://:0/with%20space", false, "", 0, "/with space", "")]
    [InlineData("http://:1/a?b=c#d", false, "", 1, "/a", "?b=c#d")]
    [InlineData("http://:1?b", false, "", 1, "/", "?b")]
    public void An_address_has_its_parts(string text, bool isTls, string host, int port, string path, string ignored)
    {
        var address = WebhookAddress.Parse(text);
        Assert.Equal((isTls, host, port, path, ignored), (address.IsTls, address.Host, address.Port, address.Path, address.Ignored));
    }

    [Theory]
    [InlineData("http://", "it has no port")]
    [InlineData("http:///path", "it has no port")]
    [InlineData("http://localhost/path", "it has no port")]
    [InlineData("http://:/path", "\"\" is no port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:65536/path", "\"65536\" is no port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:-1/path", "\"-1\" is no port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:http/path", "\"http\" is no port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://::1:80/path", "an IPv6 address must stand in brackets")]
    [InlineData("http://[::1]/path", "\"[::1]\" is no IPv6 address in brackets with a port")]
    [InlineData("http://[127.0.0.1]:80/path", "\"[127.0.0.1]:80\" is no IPv6 address in brackets with a port")]
    [InlineData("http://user@host:80/path", "it has a user name")]
    public void What_is_no_address_is_refused_with_the_reason(string text, string why)
    {
        var error = Assert.Throws<PluginException>(() => WebhookAddress.Parse(text));
        Assert.Equal($"\"{text}\" is no address to listen on: {why}; expected http://host:port/path, with an empty host for all interfaces", error.Message);
    }

    [Fact]
    public void An_unknown_host_is_refused()
    {
        var error = Assert.Throws<PluginException>(() => WebhookAddress.Parse("http://no-such-host.invalid:80/").Resolve());
        Assert.Contains("the host \"no-such-host.invalid\" is not known", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://:1/a", "/a", true)]
    [InlineData("http://:1/a", "/a/b", false)]
    [InlineData("http://:1/a", "/A", false)]
    [InlineData("http://:1/a/", "/a/b", true)]
    [InlineData("http://:1/a/", "/a", false)]
    [InlineData("http://:1", "/any", true)]
    public void Paths_are_taken_as_Go_takes_them(string address, string path, bool taken) => Assert.Equal(taken, WebhookAddress.Parse(address).Takes(path));
}
