using System.Text;

namespace FalcoPlugin.Json.Tests;

public class JsonMemberTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", "b", "2")]
    [InlineData("""{"a":1,"a":{"a":3}}""", "a", """{"a":3}""")]
    [InlineData(""" { "\u0061\/b" : null , "c" : [ ] } """, "a/b", "null")]
    [InlineData("""{"":"empty"}""", "", "\"empty\"")]
    [InlineData("""{"a":{"b":1}}""", "b", null)]
    [InlineData("{}", "a", null)]
    [InlineData("""["a"]""", "a", null)]
    [InlineData("\"a\"", "a", null)]
    public void A_member_is_found_by_its_name(string json, string name, string? value)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var scratch = Array.Empty<byte>();
        var start = JsonScanner.SkipWhiteSpace(bytes, 0);
        var isFound = JsonMember.TryFind(bytes, new JsonRange(start, bytes.Length - start, -1), Encoding.UTF8.GetBytes(name), ref scratch, out var range);
        Assert.Equal(value, isFound ? Encoding.UTF8.GetString(range.Of(bytes)) : null);
    }
}
