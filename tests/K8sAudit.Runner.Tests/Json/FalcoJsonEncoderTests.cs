using System.Text;
using System.Text.Json;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Tests.Json;

public sealed class FalcoJsonEncoderTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\"b\\c", "a\\\"b\\\\c")]
    [InlineData("\b\t\n\f\r", "\\b\\t\\n\\f\\r")]
    [InlineData("\u0001\u001f", "\\u0001\\u001f")]
    [InlineData("\u007f<>&'/+é漢😀\u2028", "\u007f<>&'/+é漢😀\u2028")]
    public void Only_quotes_backslashes_and_control_characters_are_escaped(string text, string expected)
    {
        Assert.Equal($"\"{expected}\"", Written(writer => writer.WriteStringValue(text)));
        Assert.Equal($"\"{expected}\"", Written(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("\"a\ufffdb\"", Written(writer => writer.WriteStringValue("a\ud800b")));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var target = new MemoryStream();
        using (var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(target.ToArray());
    }
}
