using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FalcoPlugin.Json;

/// <summary>
/// Values as text: a string unescaped, any other value as its JSON without white space. Unsupported content becomes U+FFFD: a NUL,
/// which would truncate the text and so hide the rest of it, a lone surrogate, invalid UTF-8.
/// All values must have been accepted by <see cref="JsonScanner"/>.
/// </summary>
public static class JsonText
{
    private static readonly SearchValues<byte> _whiteSpace = SearchValues.Create(" \t\r\n"u8);
    private static readonly SearchValues<byte> _whiteSpaceAndQuote = SearchValues.Create(" \t\r\n\""u8);

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Maximum length of the replacement of one byte of invalid UTF-8.</summary>
    /// <exception cref="OverflowException">The text could be larger than 2 GiB.</exception>
    public static int MaxRepairedLength(int length) => checked(length * 3);

    /// <summary>Maximum number of bytes that <see cref="Write"/> needs for a value.</summary>
    public static int MaxLength(ReadOnlySpan<byte> value) => Utf8.IsValid(value) ? value.Length : MaxRepairedLength(value.Length);

    /// <summary>The value's text, if the value contains it unchanged; for a string without its quotes.</summary>
    public static bool TryGetVerbatim(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> text)
    {
        if (value[0] == '"')
        {
            text = value[1..^1];
            return !text.Contains((byte)'\\') && Utf8.IsValid(text);
        }

        text = value;
        return IsCompact(value) && Utf8.IsValid(value);
    }

    /// <summary>
    /// The value's text: a part of the value if the value contains it unchanged, otherwise written to the scratch buffer, which grows as needed.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> value, ref byte[] scratch)
    {
        if (TryGetVerbatim(value, out var text))
        {
            return text;
        }

        var needed = MaxLength(value);
        if (scratch.Length < needed)
        {
            scratch = new byte[Math.Max(needed, scratch.Length * 2)];
        }

        return scratch.AsSpan(0, Write(value, scratch));
    }

    /// <summary>Writes the value's text.</summary>
    /// <returns>Number of bytes written, at most <see cref="MaxLength"/>.</returns>
    public static int Write(ReadOnlySpan<byte> value, Span<byte> target) =>
        value[0] == '"' ? Unescape(value[1..^1], target) : Compact(value, target);

    /// <summary>Writes the content of a string without its quotes, with escapes resolved.</summary>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var plain = content.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return written + Repair(content, target[written..]);
            }

            written += Repair(content[..plain], target[written..]);
            content = content[plain..];
            content = content[UnescapeOne(content, target, ref written)..];
        }
    }

    /// <summary>Copies bytes; each NUL and each invalid UTF-8 sequence becomes U+FFFD.</summary>
    /// <returns>Number of bytes written, at most <see cref="MaxRepairedLength"/>.</returns>
    public static int Repair(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (Utf8.IsValid(source) && !source.Contains((byte)0))
        {
            source.CopyTo(target);
            return source.Length;
        }

        var written = 0;
        while (!source.IsEmpty)
        {
            Rune.DecodeFromUtf8(source, out var rune, out var consumed);
            written += Encode(rune, target[written..]);
            source = source[consumed..];
        }

        return written;
    }

    private static bool IsCompact(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny(_whiteSpace))
        {
            return true;
        }

        while (true)
        {
            var next = value.IndexOfAny(_whiteSpaceAndQuote);
            if (next < 0 || value[next] != '"')
            {
                return next < 0;
            }

            value = value[next..];
            value = value[StringLength(value)..];
        }
    }

    private static int Compact(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        while (!value.IsEmpty)
        {
            var next = value.IndexOfAny(_whiteSpaceAndQuote);
            next = next < 0 ? value.Length : next;
            var end = next < value.Length && value[next] == '"' ? next + StringLength(value[next..]) : next;
            written += Repair(value[..end], target[written..]);
            value = value[end..];
            value = value[SkipWhiteSpace(value)..];
        }

        return written;
    }

    private static int StringLength(ReadOnlySpan<byte> value)
    {
        var end = JsonScanner.SkipString(value, 0);
        return end < 0 ? value.Length : end;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<byte> value) => JsonScanner.SkipWhiteSpace(value, 0);

    // Resolves the escape at the beginning of the content and returns its length.
    private static int UnescapeOne(ReadOnlySpan<byte> content, Span<byte> target, ref int written)
    {
        if (content[1] == 'u')
        {
            var length = ReadRune(content, out var rune);
            written += Encode(rune, target[written..]);
            return length;
        }

        target[written++] = content[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            var itself => itself,
        };
        return 2;
    }

    private static int ReadRune(ReadOnlySpan<byte> content, out Rune rune)
    {
        const int escapeLength = 6;
        var first = HexDigits(content);
        if (Rune.TryCreate(first, out rune))
        {
            return escapeLength;
        }

        var rest = content[escapeLength..];
        if (rest.StartsWith("\\u"u8) && Rune.TryCreate(first, HexDigits(rest), out rune))
        {
            return escapeLength * 2;
        }

        rune = Rune.ReplacementChar;
        return escapeLength;
    }

    private static char HexDigits(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Encode(Rune rune, Span<byte> target)
    {
        if (rune.Value != 0)
        {
            return rune.EncodeToUtf8(target);
        }

        Replacement.CopyTo(target);
        return Replacement.Length;
    }
}
