using System.Text;

namespace FalcoPlugin.Json.Tests;

public class JsonMembersTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"a":1,"b":[2]}""", "\"a\"=1 \"b\"=[2]")]
    [InlineData(" { \"a\" : 1 , \"b\" : { } } ", "\"a\"=1 \"b\"={ }")]
    [InlineData("""{"a":1,"b":2,"\u0061":3}""", "\"a\"=3 \"b\"=2")]
    public void Each_name_is_returned_once_with_its_last_value(string json, string members) => Assert.Equal(members, string.Join(' ', Read(json)));

    [Fact]
    public void Thousands_of_members_are_distinguished()
    {
        var names = Enumerable.Range(0, 5_000).Select(number => $"\"n{number % 3_000}\":{number}");
        var members = Read("{" + string.Join(',', names) + "}");
        Assert.Equal(3_000, members.Count);
        Assert.Equal("\"n0\"=3000", members[0]);
        Assert.Equal("\"n2999\"=2999", members[2_999]);
    }

    private static List<string> Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var start = JsonScanner.SkipWhiteSpace(bytes, 0);
        var members = new JsonMembers();
        members.Read(bytes, new JsonRange(start, JsonScanner.SkipValue(bytes, start) - start, -1));
        return [.. Enumerable.Range(0, members.Count).Select(number => $"{Text(bytes, members[number].Name)}={Text(bytes, members[number].Value)}")];
    }

    private static string Text(byte[] json, JsonRange place) => Encoding.UTF8.GetString(place.Of(json));
}
