using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace K8sAudit.Runner.Metrics;

/// <summary>
/// The addresses of the machine's network interfaces, as Falco's snapshots have them (<c>stats_writer.cpp</c>, add_netinfo_metrics_output_fields).
/// </summary>
internal static class NetworkAddresses
{
    private const string Loopback = "lo";

    /// <summary>Interface, protocol (<c>ipv4</c> or <c>ipv6</c>) and addresses with commas between them; none where the system does not tell.</summary>
    public static IEnumerable<(string Interface, string Protocol, string Addresses)> Read()
    {
        try
        {
            return
            [
                .. from card in NetworkInterface.GetAllNetworkInterfaces()
                   where card.Name != Loopback
                   from address in card.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address)
                   group Text(address) by (card.Name, Protocol: address.AddressFamily == AddressFamily.InterNetwork ? "ipv4" : "ipv6") into addresses
                   select (addresses.Key.Name, addresses.Key.Protocol, string.Join(',', addresses)),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>Falco writes all eight parts of an IPv6 address: <c>fe80:0:0:0:1:2:3:4</c>.</summary>
    public static string Text(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        return string.Join(':', bytes.Chunk(2).Select(pair => ((pair[0] << 8) | pair[1]).ToString("x", CultureInfo.InvariantCulture)));
    }
}
