using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Where the webhook listens: <c>http://host:port/path</c>.</summary>
/// <param name="Text">The whole as the user wrote it, without what follows the path.</param>
/// <param name="IsTls">Whether it is <c>https://</c>.</param>
/// <param name="Host">A name or address; empty for all interfaces.</param>
/// <param name="Port">The port; 0 for any that is free.</param>
/// <param name="Path">The decoded path; it begins with a slash.</param>
internal sealed record WebhookAddress(string Text, bool IsTls, string Host, int Port, string Path)
{
    /// <summary>What stands behind the path, which has no meaning; empty where nothing does.</summary>
    public string Ignored { get; private init; } = "";

    public bool IsLoopback => IPAddress.TryParse(Host, out var address) ? IPAddress.IsLoopback(address) : Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request for <paramref name="path"/> is meant: the same path or, as in Go, anything below one that ends in a slash.</summary>
    public bool Takes(string? path) => path is not null && (path == Path || (Path.EndsWith('/') && path.StartsWith(Path, StringComparison.Ordinal)));

    /// <exception cref="PluginException">It is no such address.</exception>
    public static WebhookAddress Parse(string text)
    {
        var authorityStart = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var authorityEnd = IndexOf(text, "/?#", authorityStart);
        var pathEnd = IndexOf(text, "?#", authorityEnd);
        var authority = text[authorityStart..authorityEnd];
        var (host, port) = SplitAuthority(authority, text);
        return new WebhookAddress(
            text[..pathEnd],
            text.StartsWith("https", StringComparison.OrdinalIgnoreCase),
            host,
            ParsePort(port, text),
            authorityEnd == pathEnd ? "/" : Uri.UnescapeDataString(text[authorityEnd..pathEnd])) { Ignored = text[pathEnd..] };
    }

    /// <summary>The address to bind; null for all interfaces.</summary>
    /// <exception cref="PluginException">The host is not known.</exception>
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
        catch (SocketException e)
        {
            throw new PluginException(PluginMessages.BadAddress(Text, $"the host \"{Host}\" is not known"), e);
        }
    }

    private static (string Host, string Port) SplitAuthority(string authority, string text)
    {
        if (authority.StartsWith('['))
        {
            var end = authority.IndexOf("]:", StringComparison.Ordinal);
            return end > 0 && IPAddress.TryParse(authority[1..end], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? (authority[1..end], authority[(end + 2)..])
                : throw new PluginException(PluginMessages.BadAddress(text, $"\"{authority}\" is no IPv6 address in brackets with a port"));
        }

        return authority.Split(':') switch
        {
            [var host, var port] when !host.Contains('@') => (host, port),
            [_] => throw new PluginException(PluginMessages.BadAddress(text, "it has no port")),
            [_, _] => throw new PluginException(PluginMessages.BadAddress(text, "it has a user name")),
            _ => throw new PluginException(PluginMessages.BadAddress(text, "an IPv6 address must stand in brackets")),
        };
    }

    private static int ParsePort(string port, string text) =>
        ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PluginException(PluginMessages.BadAddress(text, $"\"{port}\" is no port; a port is a number from 0 (any free one) to 65535"));

    private static int IndexOf(string text, string any, int start)
    {
        var index = text.AsSpan(start).IndexOfAny(any);
        return index < 0 ? text.Length : start + index;
    }
}
