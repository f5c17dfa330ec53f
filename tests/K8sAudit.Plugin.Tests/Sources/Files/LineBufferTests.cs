using System.Text;
using K8sAudit.Plugin.Sources.Files;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public class LineBufferTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\nb\nc", "a,,b,c")]
    [InlineData("12345678\n1234\n", "12345678,1234")]
    [InlineData("123456789\n1234\n", "<9>,1234")]
    [InlineData("a\n123456789012345678901234567890\nb", "a,<30>,b")]
    [InlineData("123456789012345678901234567890", "<30>")]
    public void Lines_come_out_whole_however_the_bytes_come_in(string text, string expected)
    {
        for (var piece = 1; piece <= 10; piece++)
        {
            Assert.Equal(expected, string.Join(',', Lines(text, piece)));
        }
    }

    [Fact]
    public void Lines_are_numbered()
    {
        using var buffer = new LineBuffer(8);
        Fill(buffer, "a\nb\n");
        Assert.True(buffer.TryTake(out _, out _) && buffer.TryTake(out _, out _));
        Assert.Equal(2, buffer.LineNumber);
    }

    private static List<string> Lines(string text, int piece)
    {
        var lines = new List<string>();
        using var buffer = new LineBuffer(8);
        for (var i = 0; i < text.Length; i += piece)
        {
            Fill(buffer, text[i..Math.Min(i + piece, text.Length)]);
            while (buffer.TryTake(out var line, out var overlong))
            {
                lines.Add(overlong > 0 ? $"<{overlong}>" : Encoding.UTF8.GetString(line));
            }
        }

        if (buffer.TryTakeRest(out var rest, out var overlongRest))
        {
            lines.Add(overlongRest > 0 ? $"<{overlongRest}>" : Encoding.UTF8.GetString(rest));
        }

        return lines;
    }

    private static void Fill(LineBuffer buffer, string text) => buffer.Fill(Encoding.UTF8.GetBytes(text, buffer.Room()));

    [Fact]
    public void The_memory_of_a_long_line_is_freed_after_it()
    {
        using var buffer = new LineBuffer(64 * 1024 * 1024);
        var usual = buffer.Size;
        for (var written = 0; written < 20_000_000;)
        {
            var space = buffer.Room();
            space.Fill((byte)'x');
            buffer.Fill(space.Length);
            written += space.Length;
            Assert.False(buffer.TryTake(out _, out _));
        }

        Assert.True(buffer.Size > 20_000_000);
        "\nnext"u8.CopyTo(buffer.Room());
        buffer.Fill(5);
        Assert.True(buffer.TryTake(out _, out _));
        "\n"u8.CopyTo(buffer.Room());
        buffer.Fill(1);
        Assert.Equal(usual, buffer.Size);
        Assert.True(buffer.TryTake(out var line, out _));
        Assert.Equal("next"u8, line);
    }
}
