using System.Globalization;
using System.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("2018-10-25T14:09:12.581541Z", 1540476552_581541000)]
    [InlineData("2018-10-25T14:09:12Z", 1540476552_000000000)]
    [InlineData("2018-10-25T14:09:12.5Z", 1540476552_500000000)]
    [InlineData("2018-10-25T14:09:12.123456789Z", 1540476552_123456789)]
    [InlineData("2018-10-25T14:09:12.1234567899999Z", 1540476552_123456789)]
    [InlineData("2018-10-25t14:09:12z", 1540476552_000000000)]
    [InlineData("2018-10-25T16:09:12+02:00", 1540476552_000000000)]
    [InlineData("2018-10-25T08:39:12.25-05:30", 1540476552_250000000)]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:59:59+00:59", 59_000000000)]
    [InlineData("2024-02-29T00:00:00Z", 1709164800_000000000)]
    public void A_time_is_read_to_the_nanosecond(string text, ulong nanoseconds)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var actual));
        Assert.Equal(nanoseconds, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2018-10-25")]
    [InlineData("2018-10-25T14:09:12")]
    [InlineData("2018-10-25 14:09:12Z")]
    [InlineData("2018-10-25T14:09:12.Z")]
    [InlineData("2018-10-25T14:09:12ZZ")]
    [InlineData("2018-10-25T14:09:12+0200")]
    [InlineData("2018-10-25T14:09:12+24:00")]
    [InlineData("2018-13-25T14:09:12Z")]
    [InlineData("2018-00-25T14:09:12Z")]
    [InlineData("2018-02-29T14:09:12Z")]
    [InlineData("2018-10-25T24:09:12Z")]
    [InlineData("2018-10-25T14:60:12Z")]
    [InlineData("0000-10-25T14:09:12Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("1970-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2018-10-25T14:09:1xZ")]
    public void Anything_else_is_none(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void It_agrees_with_the_platform_on_any_second()
    {
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(random.NextInt64(0, 16_000_000_000)).ToOffset(TimeSpan.FromMinutes(random.Next(-839, 840)));
            Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(time.ToString("yyyy-MM-ddTHH:mm:sszzz", null)), out var nanoseconds));
            Assert.Equal((ulong)time.ToUnixTimeSeconds() * 1_000_000_000, nanoseconds);
        }
    }

    [Fact]
    public void It_agrees_with_the_platform_on_any_microsecond()
    {
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++)
        {
            var microseconds = random.NextInt64(0, 16_000_000_000_000_000);
            var time = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
            var text = time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
            Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var nanoseconds));
            Assert.Equal((ulong)microseconds * 1_000, nanoseconds);
        }
    }

    [Fact]
    public void A_fraction_of_six_characters_needs_six_digits()
    {
        for (var place = 0; place < 6; place++)
        {
            foreach (var wrong in "/:.Z \0\uFFFD")
            {
                var text = Encoding.UTF8.GetBytes("2018-10-25T14:09:12.581541Z");
                text[20 + place] = (byte)wrong;
                Assert.False(Rfc3339.TryParse(text, out _));
            }
        }
    }

    [Fact]
    public void Every_month_begins_on_its_day()
    {
        for (var month = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc); month.Year < 2500; month = month.AddMonths(1))
        {
            Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(month.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)), out var nanoseconds));
            Assert.Equal((ulong)(month - DateTime.UnixEpoch).TotalSeconds * 1_000_000_000, nanoseconds);
        }
    }
}
