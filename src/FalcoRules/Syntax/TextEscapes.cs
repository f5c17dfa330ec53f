using System.Buffers;
using System.Globalization;
using System.Text;
using FalcoRules.Operators;

namespace FalcoRules.Syntax;

/// <summary>The escapes of quoted strings (libsinsp, filter/escaping.cpp).</summary>
internal static class TextEscapes
{
    /// <summary>The value of a quoted string.</summary>
    /// <param name="quoted">The string with its quotes.</param>
    /// <param name="error">Creates an error from an offset, a length and a message.</param>
    public static string Read(ReadOnlySpan<char> quoted, Func<int, int, string, Exception> error)
    {
        var body = quoted[1..^1];
        if (!body.Contains('\\'))
        {
            return body.ToString();
        }

        var bytes = new ArrayBufferWriter<byte>(body.Length);
        for (var i = 0; i < body.Length;)
        {
            i += body[i] == '\\' ? ReadEscape(body, i, quoted[0], bytes, error) : CopyText(body[i..], bytes);
        }

        return LiteralText.FromBytes(bytes.WrittenSpan);
    }

    private static int CopyText(ReadOnlySpan<char> text, ArrayBufferWriter<byte> output)
    {
        var length = text.IndexOf('\\');
        length = length < 0 ? text.Length : length;
        Encoding.UTF8.GetBytes(text[..length], output);
        return length;
    }

    private static int ReadEscape(ReadOnlySpan<char> body, int i, char quote, ArrayBufferWriter<byte> output, Func<int, int, string, Exception> error)
    {
        // The offset in the body is one less than that in the quoted text.
        var at = i + 1;
        if (i + 1 == body.Length)
        {
            throw error(at, 1, SyntaxMessages.UnfinishedEscape);
        }

        var c = body[i + 1];
        if (c == 'x')
        {
            output.Write([ReadHexadecimal(body[(i + 2)..], at, error)]);
            return 4;
        }

        if (c is '"' or '\'' && c != quote)
        {
            throw error(at, 2, SyntaxMessages.EscapedOtherQuote(c, quote));
        }

        output.Write([Simple(c) ?? throw error(at, 2, SyntaxMessages.UnknownEscape(c))]);
        return 2;
    }

    private static byte? Simple(char c) => c switch
    {
        'b' => (byte)'\b',
        'f' => (byte)'\f',
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        // Falco reads a backslash before a blank as a backslash, for compatibility with old rules.
        ' ' or '\\' => (byte)'\\',
        '/' or '"' or '\'' => (byte)c,
        _ => null,
    };

    private static byte ReadHexadecimal(ReadOnlySpan<char> digits, int at, Func<int, int, string, Exception> error) =>
        digits.Length >= 2 && byte.TryParse(digits[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw error(at, Math.Min(4, digits.Length + 2), SyntaxMessages.BadHexadecimalEscape);
}
