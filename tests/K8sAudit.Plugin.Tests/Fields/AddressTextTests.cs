using System.Net;
using System.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:DB8::a")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::")]
    [InlineData("::2:3:4:5:6:7:8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("1:2:3:4:5:6:1.2.3.4")]
    public void An_address_is_parsed_as_the_platform_does(string text) => Assert.Equal(IPAddress.Parse(text), Parse(text));

    [Theory]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:a00:1")]
    [InlineData("0:0:0:0:0:FFFF:10.0.0.1")]
    public void An_IPv4_address_in_an_IPv6_address_is_an_IPv4_address(string text) => Assert.Equal(IPAddress.Parse("10.0.0.1"), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.3.4:80")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("1::2:")]
    [InlineData(":1::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    public void Any_other_text_is_not_an_address(string text) => Assert.Null(Parse(text));

    [Fact]
    public void Every_address_is_parsed_from_the_text_that_the_platform_writes()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[round % 2 == 0 ? 4 : 16];
            random.NextBytes(bytes);
            for (var zeros = random.Next(bytes.Length); zeros > 0; zeros--)
            {
                bytes[random.Next(bytes.Length)] = 0;
            }

            var address = new IPAddress(bytes);
            Assert.Equal(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, Parse(address.ToString()));
        }
    }

    private static IPAddress? Parse(string text) =>
        AddressText.TryParse(Encoding.UTF8.GetBytes(text), new byte[AddressText.MaxLength], out var address) ? new IPAddress(address) : null;
}
