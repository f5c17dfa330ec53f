using System.Text;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Tests.EventFields;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData(1540476552581541000ul, "2018-10-25T14:09:12.581541000")]
    [InlineData(0ul, "1970-01-01T00:00:00.000000000")]
    [InlineData(1ul, "1970-01-01T00:00:00.000000001")]
    [InlineData(4102444799999999999ul, "2099-12-31T23:59:59.999999999")]
    public void A_time_is_formatted_in_iso_8601_with_nanoseconds(ulong timestamp, string expected)
    {
        var buffer = new byte[64];

        Assert.Equal(expected + "+0000", Encoding.UTF8.GetString(TimeText.Iso8601(timestamp, buffer)));
        Assert.Equal(expected + "Z", Encoding.UTF8.GetString(TimeText.Zulu(timestamp, buffer)));
    }

    [Fact]
    public void A_local_time_is_that_of_the_time_zone()
    {
        const ulong timestamp = 1540476552581541000;
        var local = DateTimeOffset.FromUnixTimeMilliseconds((long)(timestamp / 1_000_000)).ToLocalTime();
        var buffer = new byte[64];

        Assert.Equal($"{local:HH:mm:ss}.581541000", Encoding.UTF8.GetString(TimeText.Local(timestamp, buffer, date: false, nanoseconds: true)));
        Assert.Equal($"{local:HH:mm:ss}", Encoding.UTF8.GetString(TimeText.Local(timestamp, buffer, date: false, nanoseconds: false)));
        Assert.Equal($"{local:yyyy-MM-dd HH:mm:ss}.581541000", Encoding.UTF8.GetString(TimeText.Local(timestamp, buffer, date: true, nanoseconds: true)));
    }
}
