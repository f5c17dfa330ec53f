using System.Net;
using System.Net.NetworkInformation;
using K8sAudit.Runner.Metrics;

namespace K8sAudit.Runner.Tests.Metrics;

public sealed class NetworkAddressesTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("fe80::1:2:3:4%7", "fe80:0:0:0:1:2:3:4")]
    [InlineData("2001:db8::abcd", "2001:db8:0:0:0:0:0:abcd")]
    public void An_address_is_written_as_Falco_writes_it(string address, string expected) =>
        Assert.Equal(expected, NetworkAddresses.Text(IPAddress.Parse(address)));

    [Fact]
    public void Every_interface_with_addresses_is_there_but_the_loopback_one()
    {
        var expected = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.Name != "lo" && card.GetIPProperties().UnicastAddresses.Count > 0)
            .Select(card => card.Name)
            .Order();

        Assert.Equal(expected, NetworkAddresses.Read().Select(row => row.Interface).Distinct().Order());
        Assert.All(
            NetworkAddresses.Read(),
            row => Assert.All(row.Addresses.Split(','), address => Assert.Equal(row.Protocol == "ipv6", address.Contains(':', StringComparison.Ordinal))));
    }
}
