using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Where the webhook listens: <c>http://host:port/path</c>.</summary>
/// <param name="Text">The address as it was configured, without query and fragment.</param>
/// <param name="IsTls">Whether it is <c>https://</c>.</param>
/// <param name="Host">A name or IP address; empty for all interfaces.</param>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="Path">The decoded path; it begins with a slash.</param>
internal sealed record WebhookAddress(string Text, bool IsTls, string Host, int Port, string Path)
{
    /// <summary>Whether a query or fragment follows the path; it has no meaning.</summary>
    public bool HasQuery { get; private init; }

    /// <summary>Whether only this machine can connect.</summary>
    public bool IsLoopback =>
        IPAddress.TryParse(Host, out var address) ? IPAddress.IsLoopback(address) : Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether requests for <paramref name="path"/> are accepted: the same path or, as in Go, any path below one that ends in a slash.</summary>
    public bool Accepts(string? path) => path is not null && (path == Path || (Path.EndsWith('/') && path.StartsWith(Path, StringComparison.Ordinal)));

    /// <summary>The address as a client that is connected to an endpoint of this machine reaches it; the configured one if the endpoint is not known.</summary>
    public string At(IPEndPoint? local)
    {
        if (local is null)
        {
            return Text;
        }

        var address = local.Address.IsIPv4MappedToIPv6 ? local.Address.MapToIPv4() : local.Address;
        return $"{(IsTls ? "https" : "http")}://{new IPEndPoint(address, local.Port)}{Path}";
    }

    /// <summary>Parses an address that begins with <c>http://</c> or <c>https://</c>.</summary>
    /// <exception cref="PluginException">The address is invalid.</exception>
    public static WebhookAddress Parse(string text)
    {
        var authorityStart = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var authorityEnd = IndexOf(text, "/?#", authorityStart);
        var pathEnd = IndexOf(text, "?#", authorityEnd);
        var (host, port) = SplitAuthority(text[authorityStart..authorityEnd], text);
        return new WebhookAddress(
            text[..pathEnd],
            text.StartsWith("https", StringComparison.OrdinalIgnoreCase),
            host,
            ParsePort(port, text),
            authorityEnd == pathEnd ? "/" : Uri.UnescapeDataString(text[authorityEnd..pathEnd])) { HasQuery = pathEnd < text.Length };
    }

    /// <summary>The IP address to bind; null for all interfaces.</summary>
    /// <exception cref="PluginException">The host is unknown.</exception>
    public IPAddress? Resolve()
    {
        if (Host.Length == 0)
        {
            return null;
        }

        if (IPAddress.TryParse(Host, out var address))
        {
            return address;
        }

        try
        {
            var addresses = Dns.GetHostAddresses(Host);
            return Array.Find(addresses, a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new PluginException(PluginMessages.BadAddress(Text, $"the host \"{Host}\" is unknown"), e);
        }
    }

    private static (string Host, string Port) SplitAuthority(string authority, string text)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            throw Invalid(text, "it has a user name");
        }

        if (authority.StartsWith('['))
        {
            var end = authority.IndexOf("]:", StringComparison.Ordinal);
            return end > 0 && IPAddress.TryParse(authority[1..end], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? (authority[1..end], authority[(end + 2)..])
                : throw Invalid(text, $"\"{authority}\" is not an IPv6 address in brackets with a port");
        }

        return authority.Split(':') switch
        {
            [var host, var port] => (host, port),
            [_] => throw Invalid(text, "it has no port"),
            _ => throw Invalid(text, "an IPv6 address must be in brackets"),
        };
    }

    private static int ParsePort(string port, string text) =>
        ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(text, $"\"{port}\" is not a port; a port is a number from 0 (any free one) to 65535");

    // Where there is an @ the other parts may be parts of a password, such as one with a slash, and are not shown.
    private static PluginException Invalid(string text, string reason) =>
        new(text.Contains('@', StringComparison.Ordinal) ? PluginMessages.CredentialsInAddress(text) : PluginMessages.BadAddress(text, reason));

    private static int IndexOf(string text, string any, int start)
    {
        var index = text.AsSpan(start).IndexOfAny(any);
        return index < 0 ? text.Length : start + index;
    }
}
