using System.Text;

namespace FalcoPlugin.Json.Tests;

public class JsonPointerTests
{
    // The document of RFC 6901, section 5, and the values of its examples.
    private const string Example = """{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}""";

    [Theory]
    [InlineData("/foo", """["bar","baz"]""")]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    [InlineData("", Example)]
    [InlineData("foo/1", "\"baz\"")]
    [InlineData("m~n", "8")]
    public void The_examples_of_RFC_6901_are_found(string pointer, string value) => Assert.Equal(value, Find(Example, pointer));

    [Theory]
    [InlineData("/bar")]
    [InlineData("/foo/2")]
    [InlineData("/foo/-")]
    [InlineData("/foo/-1")]
    [InlineData("/foo/00")]
    [InlineData("/foo/1e0")]
    [InlineData("/foo/")]
    [InlineData("/foo/99999999999999999999")]
    [InlineData("/foo/0/x")]
    [InlineData("//")]
    [InlineData("/a/b")]
    [InlineData("/m~")]
    [InlineData("/~1")]
    public void A_pointer_without_a_value_is_not_found(string pointer) => Assert.Null(Find(Example, pointer));

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "a", "2")]
    [InlineData("""{"a":{"b":1},"a":{}}""", "a/b", null)]
    [InlineData("""{"\u0061":1}""", "a", "1")]
    [InlineData("""{"~1":1}""", "~01", "1")]
    [InlineData("""{"a/~b":1}""", "a~1~0b", "1")]
    [InlineData(" { \"a\" : [ { } , { \"b\" : 5 } ] } ", "/a/1/b", "5")]
    [InlineData("[10,11]", "1", "11")]
    [InlineData("\"text\"", "", "\"text\"")]
    [InlineData("\"text\"", "/", null)]
    public void Members_are_found_by_unescaped_name_and_elements_by_index(string json, string pointer, string? value) =>
        Assert.Equal(value, Find(json, pointer));

    private static string? Find(string json, string pointer)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var scratch = Array.Empty<byte>();
        return JsonPointer.TryFind(bytes, Encoding.UTF8.GetBytes(pointer), ref scratch, out var place) ? Encoding.UTF8.GetString(place.Of(bytes)) : null;
    }
}
