using System.Buffers;
using System.Text;

namespace FalcoPlugin.Json.Tests;

public class JsonIndenterTests
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData(" {} ", "{}")]
    [InlineData("[ [ ] , { } ]", "[\n  [],\n  {}\n]")]
    [InlineData("""{"a":[1,{"b c":"d, {e}"}],"f":-1.0e5}""", "{\n  \"a\": [\n    1,\n    {\n      \"b c\": \"d, {e}\"\n    }\n  ],\n  \"f\": -1.0e5\n}")]
    [InlineData("\"\\u0000\"", "\"\\u0000\"")]
    public void Each_member_and_element_has_a_line(string json, string indented) => Assert.Equal(indented, Indent(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_replaced() => Assert.Equal("\"\uFFFD\"", Indent([(byte)'"', 0xFF, (byte)'"']));

    [Fact]
    public void Indentation_of_a_deep_document_is_limited()
    {
        var json = Encoding.UTF8.GetBytes(new string('[', 512) + "1" + new string(']', 512));
        Assert.InRange(Indent(json).Length, json.Length, 1025 * 130);
    }

    private static string Indent(byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonIndenter.Write(json, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
