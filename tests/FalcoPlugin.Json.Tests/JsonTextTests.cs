using System.Text;
using System.Text.Json;

namespace FalcoPlugin.Json.Tests;

public class JsonTextTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"é 😀\"", "é 😀")]
    [InlineData("true", "true")]
    [InlineData("-1.50e+3", "-1.50e+3")]
    [InlineData("""{"a b":[1,"c d"]}""", """{"a b":[1,"c d"]}""")]
    public void Text_without_escapes_is_returned_in_place(string json, string text) => AssertText(text, json, verbatim: true);

    [Theory]
    [InlineData("""
        "\"\\\/\b\f\n\r\t"
        """, "\"\\/\b\f\n\r\t")]
    [InlineData("""
        "\u00e9\u20AC\ud83d\ude00x"
        """, "é€😀x")]
    [InlineData("""
        "a\u0000b"
        """, "a\uFFFDb")]
    [InlineData("""
        "\ud83dx"
        """, "\uFFFDx")]
    [InlineData("""
        "\ude00\ud83d"
        """, "\uFFFD\uFFFD")]
    [InlineData("""
        "\ud83d\ud83d\ude00"
        """, "\uFFFD😀")]
    [InlineData("""
        "\ud83d\n"
        """, "\uFFFD\n")]
    [InlineData("""
        "\ud83d\u0041"
        """, "\uFFFDA")]
    public void Escapes_are_resolved(string json, string text) => AssertText(text, json, verbatim: false);

    [Theory]
    [InlineData("[ 1 ]", "[1]")]
    [InlineData("{ \"a b\" :\t\"\\\" \\u0000 \" ,\r\n\"c\":[ ] }", """{"a b":"\" \u0000 ","c":[]}""")]
    public void White_space_between_tokens_is_removed(string json, string text) => AssertText(text, json, verbatim: false);

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'a', (byte)'"' }, "\uFFFDa")]
    [InlineData(new byte[] { (byte)'"', 0xE2, 0x82, (byte)'"' }, "\uFFFD")]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, "\uFFFD\uFFFD")]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, "\uFFFD\uFFFD\uFFFD")]
    [InlineData(new byte[] { (byte)'[', (byte)'"', 0x80, (byte)'"', (byte)']' }, "[\"\uFFFD\"]")]
    public void Bytes_that_are_not_UTF_8_are_replaced(byte[] json, string text)
    {
        Assert.False(JsonText.TryGetVerbatim(json, out _));
        var scratch = new byte[1];
        Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Read(json, ref scratch)));
    }

    [Fact]
    public void Random_strings_are_read_like_Utf8JsonReader_reads_them()
    {
        string[] pieces = ["a", "é", "😀", "\\n", "\\\"", "\\u00e9", "\\ud83d\\ude00", "\\\\", "longer than a vector of bytes is, so that both ways are taken"];
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var json = '"' + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)])) + '"';
            using var document = JsonDocument.Parse(json);
            AssertText(document.RootElement.GetString()!, json, verbatim: !json.Contains('\\', StringComparison.Ordinal));
        }
    }

    private static void AssertText(string text, string json, bool verbatim)
    {
        var bytes = Encoding.UTF8.GetBytes(json.Trim());
        Assert.Equal(verbatim, JsonText.TryGetVerbatim(bytes, out _));
        var scratch = new byte[1];
        Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Read(bytes, ref scratch)));
        var target = new byte[JsonText.MaxLength(bytes)];
        Assert.Equal(text, Encoding.UTF8.GetString(target, 0, JsonText.Write(bytes, target)));
    }
}
