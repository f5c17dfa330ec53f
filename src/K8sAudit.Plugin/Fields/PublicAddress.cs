using System.Collections.Immutable;
using System.Net;

namespace K8sAudit.Plugin.Fields;

/// <summary>Whether an address is globally routable: none of the networks that the IANA registries of special-purpose addresses reserve contains it.</summary>
internal static class PublicAddress
{
    // RFC 6890 and its registries, and multicast.
    private static readonly ImmutableArray<(byte[] Address, int PrefixLength)> _reserved =
    [
        Network("0.0.0.0/8"),
        Network("10.0.0.0/8"),
        Network("100.64.0.0/10"),
        Network("127.0.0.0/8"),
        Network("169.254.0.0/16"),
        Network("172.16.0.0/12"),
        Network("192.0.0.0/24"),
        Network("192.0.2.0/24"),
        Network("192.168.0.0/16"),
        Network("198.18.0.0/15"),
        Network("198.51.100.0/24"),
        Network("203.0.113.0/24"),
        Network("224.0.0.0/4"),
        Network("240.0.0.0/4"),
        Network("::/96"),
        Network("64:ff9b:1::/48"),
        Network("100::/64"),
        Network("2001::/23"),
        Network("2001:db8::/32"),
        Network("3fff::/20"),
        Network("5f00::/16"),
        Network("fc00::/7"),
        Network("fe80::/10"),
        Network("fec0::/10"),
        Network("ff00::/8"),
    ];

    // IPv4 addresses behind NAT64 (RFC 6052): the IPv4 address decides.
    private static ReadOnlySpan<byte> Nat64Prefix => [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Whether the address is globally routable.</summary>
    /// <param name="address">4 bytes for IPv4 or 16 bytes for IPv6, in network order.</param>
    public static bool Test(ReadOnlySpan<byte> address)
    {
        address = address.StartsWith(Nat64Prefix) ? address[Nat64Prefix.Length..] : address;
        foreach (var (network, prefixLength) in _reserved)
        {
            if (network.Length == address.Length && HasPrefix(address, network, prefixLength))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasPrefix(ReadOnlySpan<byte> address, ReadOnlySpan<byte> network, int prefixLength)
    {
        var (bytes, bits) = Math.DivRem(prefixLength, 8);
        return address[..bytes].SequenceEqual(network[..bytes]) && (bits == 0 || (address[bytes] ^ network[bytes]) >> (8 - bits) == 0);
    }

    private static (byte[] Address, int PrefixLength) Network(string text)
    {
        var network = IPNetwork.Parse(text);
        return (network.BaseAddress.GetAddressBytes(), network.PrefixLength);
    }
}
