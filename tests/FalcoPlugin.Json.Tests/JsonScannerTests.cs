using System.Text;
using System.Text.Json;

namespace FalcoPlugin.Json.Tests;

public class JsonScannerTests
{
    private const string Alphabet = "{}[]\",:\\ntrue0-1.eE+ u";

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"a":1,"b":[true,false,null],"c":{"d":"e"}}""")]
    [InlineData(" { \"a\" : [ 1 , 2 ] } ")]
    [InlineData("\"a\\u00e9\\n\\\\\\\"\"")]
    [InlineData("-0.5e+10")]
    [InlineData("0")]
    [InlineData("[[[[[]]]],{}]")]
    public void A_value_is_skipped_completely(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var end = JsonScanner.SkipValue(bytes, JsonScanner.SkipWhiteSpace(bytes, 0));
        Assert.Equal(bytes.Length, JsonScanner.SkipWhiteSpace(bytes, end));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{", 1)]
    [InlineData("{\"a\"}", 4)]
    [InlineData("{\"a\":}", 5)]
    [InlineData("{\"a\":1,}", 7)]
    [InlineData("[1,]", 3)]
    [InlineData("[1 2]", 3)]
    [InlineData("[1}", 2)]
    [InlineData("{\"a\":1]", 6)]
    [InlineData("\"abc", 4)]
    [InlineData("\"a\nb\"", 2)]
    [InlineData("\"\\x\"", 2)]
    [InlineData("\"\\u12g4\"", 5)]
    [InlineData("tru", 0)]
    [InlineData("-", 1)]
    [InlineData("1.", 2)]
    [InlineData("1e", 2)]
    public void Invalid_values_are_rejected_at_the_unexpected_byte(string json, int offset) =>
        Assert.Equal(~offset, JsonScanner.SkipValue(Encoding.UTF8.GetBytes(json), 0));

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.Equal(1024, JsonScanner.SkipValue(Encoding.UTF8.GetBytes(new string('[', 512) + new string(']', 512)), 0));
        Assert.Equal(~512, JsonScanner.SkipValue(Encoding.UTF8.GetBytes(new string('[', 513) + new string(']', 513)), 0));
        var objects = string.Concat(Enumerable.Repeat("[{\"a\":", 255)) + "[{}]" + string.Concat(Enumerable.Repeat("}]", 255));
        Assert.Equal(objects.Length, JsonScanner.SkipValue(Encoding.UTF8.GetBytes(objects), 0));
        Assert.True(JsonScanner.SkipValue(Encoding.UTF8.GetBytes(objects.Replace("{}", "{\"a\":[]}", StringComparison.Ordinal)), 0) < 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void The_maximum_nesting_can_be_lowered_or_removed(int depth)
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{\"a\":", depth)) + "1" + string.Concat(Enumerable.Repeat("}]", depth)));
        Assert.Equal(json.Length, JsonScanner.SkipDeepContainer(json, 0));
        Assert.Equal(2 * depth <= JsonScanner.MaxDepth ? json.Length : ~(JsonScanner.MaxDepth / 2 * 6), JsonScanner.SkipValue(json, 0));
        Assert.Equal(~0, JsonScanner.SkipValue(json, 0, 0));
        Assert.Equal(~1, JsonScanner.SkipValue(json, 0, 1));
        json[^1] = (byte)'}';
        Assert.Equal(~(json.Length - 1), JsonScanner.SkipDeepContainer(json, 0));
    }

    [Theory]
    [InlineData("{\"a\":}, {}", 6)]
    [InlineData("{\"}\\\"}\":[1,,]} x", 14)]
    [InlineData("{ nonsense [ \"]\" ] } rest", 20)]
    public void An_invalid_object_is_skipped_by_its_brackets(string json, int end) =>
        Assert.Equal(end, JsonScanner.SkipBrackets(Encoding.UTF8.GetBytes(json), 0));

    [Theory]
    [InlineData("{\"}\\\"}\":[1,,]} x", 14)]
    [InlineData("[\"a\\\\\",{\"b\":\"]\"}], 1", 17)]
    public void Brackets_are_skipped_in_chunks_of_any_size(string json, int end)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        for (var cut = 0; cut < end; cut++)
        {
            var skipper = default(JsonBracketSkipper);
            Assert.False(skipper.TrySkip(bytes.AsSpan(0, cut), out var first));
            Assert.True(skipper.TrySkip(bytes.AsSpan(cut), out var second));
            Assert.Equal((cut, end - cut), (first, second));
        }
    }

    [Theory]
    [InlineData("""{"kind":"Event","n":[0,-1.5e3,true,false,null,"\u00e9\\\"x"],"o":{"a":{"b":[{},[]]}},"s":"a long enough string to need more than one vector of bytes"}""")]
    [InlineData("""{"f:a":{".":{},"f:b":{}},"x":[["a","b"],["c"],[],{"d":"e","f":"g"}],"y":{"z":[1,"h",2]}}""")]
    [InlineData(" { \"a\" : [ 1 , \"b\" , { } , [ ] ] , \"c\" : { \"d\" : \"e\" , \"f\" : { \"g\" : null } } } ")]
    [InlineData("""[[[[{"a":[[[]]]}]]],"b","c",{"d":"e"},{},[],"",""]""")]
    public void Mutated_documents_are_valid_if_they_are_valid_for_Utf8JsonReader(string seed)
    {
        var random = new Random(20261124);
        for (var round = 0; round < 50_000; round++)
        {
            var json = Encoding.UTF8.GetBytes(seed);
            for (var change = random.Next(3); change >= 0; change--)
            {
                json[random.Next(json.Length)] = (byte)Alphabet[random.Next(Alphabet.Length)];
            }

            var end = JsonScanner.SkipValue(json, JsonScanner.SkipWhiteSpace(json, 0));
            var whole = end >= 0 && JsonScanner.SkipWhiteSpace(json, end) == json.Length;
            Assert.True(Accepts(json) == whole, Encoding.UTF8.GetString(json));
        }
    }

    private static bool Accepts(byte[] json)
    {
        // Utf8JsonReader checks the syntax of numbers and strings as RFC 8259 specifies it, and accepts lone surrogate escapes until a string is read.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonScanner.MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
