using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Sources.Webhook.Http;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Http;

public class WebhookAddressTests
{
    [Theory]
    [InlineData("http://:9765/k8s-audit", false, "", 9765, "/k8s-audit", false)]
    [InlineData("https://example.org:443/a/b", true, "example.org", 443, "/a/b", false)]
    [InlineData("HTTPS://127.0.0.1:1", true, "127.0.0.1", 1, "/", false)]
    [InlineData("http://[::1]:65535/", false, "::1", 65535, "/", false)]
    [InlineData("http://:0/with%20space", false, "", 0, "/with space", false)]
    [InlineData("http://:1/a?b=c#d", false, "", 1, "/a", true)]
    [InlineData("http://:1?b", false, "", 1, "/", true)]
    public void An_address_has_its_parts(string text, bool isTls, string host, int port, string path, bool hasQuery)
    {
        var address = WebhookAddress.Parse(text);
        Assert.Equal((isTls, host, port, path, hasQuery), (address.IsTls, address.Host, address.Port, address.Path, address.HasQuery));
    }

    [Theory]
    [InlineData("http://", "it has no port")]
    [InlineData("http:///path", "it has no port")]
    [InlineData("http://localhost/path", "it has no port")]
    [InlineData("http://:/path", "\"\" is not a port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:65536/path", "\"65536\" is not a port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:-1/path", "\"-1\" is not a port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://:http/path", "\"http\" is not a port; a port is a number from 0 (any free one) to 65535")]
    [InlineData("http://::1:80/path", "an IPv6 address must be in brackets")]
    [InlineData("http://[::1]/path", "\"[::1]\" is not an IPv6 address in brackets with a port")]
    [InlineData("http://[127.0.0.1]:80/path", "\"[127.0.0.1]:80\" is not an IPv6 address in brackets with a port")]
    public void An_invalid_address_is_refused_with_the_reason(string text, string why)
    {
        var error = Assert.Throws<PluginException>(() => WebhookAddress.Parse(text));
        Assert.Equal($"invalid listen address \"{text}\": {why}; expected http://host:port/path, with an empty host for all interfaces", error.Message);
    }

    [Theory]
    [InlineData("http://user@host:80/path", "http://…@host:80/path")]
    [InlineData("http://user:password@host/path", "http://…@host/path")]
    [InlineData("http://user:password@[::1]:80/path", "http://…@[::1]:80/path")]
    public void Credentials_in_an_address_are_refused_and_not_shown(string text, string shown)
    {
        var error = Assert.Throws<PluginException>(() => WebhookAddress.Parse(text));
        Assert.Equal($"invalid listen address \"{shown}\": credentials in the listen address are not supported; use bearerTokenFile or clientCA to authenticate clients", error.Message);
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("{long}")]
    public void An_unknown_host_is_refused(string host)
    {
        host = host.Replace("{long}", string.Join('.', Enumerable.Repeat("host", 100)), StringComparison.Ordinal);
        var error = Assert.Throws<PluginException>(() => WebhookAddress.Parse($"http://{host}:80/").Resolve());
        Assert.Contains($"the host \"{host}\" is unknown", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://:1/a", "/a", true)]
    [InlineData("http://:1/a", "/a/b", false)]
    [InlineData("http://:1/a", "/A", false)]
    [InlineData("http://:1/a/", "/a/b", true)]
    [InlineData("http://:1/a/", "/a", false)]
    [InlineData("http://:1", "/any", true)]
    public void Paths_are_accepted_as_in_Go(string address, string path, bool isAccepted) =>
        Assert.Equal(isAccepted, WebhookAddress.Parse(address).Accepts(path));
}
