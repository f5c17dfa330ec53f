using System.Globalization;
using System.Text;

namespace FalcoRules.Operators;

/// <summary>
/// Constant values: how they are written in quotes, and their bytes. <c>\xNN</c> names a byte, which need not be part of valid UTF-8;
/// such a byte is represented in a string by one of the lone surrogates U+DC80 to U+DCFF, which UTF-8 text cannot hold.
/// </summary>
internal static class LiteralText
{
    private const char FirstRawByte = '\uDC80';
    private const char LastRawByte = '\uDCFF';

    /// <summary>The value as bytes of UTF-8, raw bytes as they are.</summary>
    public static byte[] ToBytes(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (IsRawByte(text, i))
            {
                bytes[count++] = (byte)(text[i++] - FirstRawByte + 0x80);
                continue;
            }

            var end = i + 1;
            while (end < text.Length && !IsRawByte(text, end))
            {
                end++;
            }

            count += Encoding.UTF8.GetBytes(text.AsSpan(i, end - i), bytes.AsSpan(count));
            i = end;
        }

        return bytes[..count];
    }

    /// <summary>The bytes as text: the inverse of <see cref="ToBytes"/>.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(FirstRawByte + (bytes[0] - 0x80)));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>Writes a value in double quotes so that the parser reads it back.</summary>
    public static void AppendQuoted(StringBuilder output, string text)
    {
        output.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            AppendEscaped(output, text, i);
        }

        output.Append('"');
    }

    private static void AppendEscaped(StringBuilder output, string text, int i)
    {
        switch (text[i])
        {
            case '"': output.Append("\\\""); break;
            // A quote behind a backslash never ends the text, so a backslash at its end is written by number.
            case '\\' when i + 1 == text.Length: output.Append("\\x5c"); break;
            case '\\': output.Append("\\\\"); break;
            case '\b': output.Append("\\b"); break;
            case '\f': output.Append("\\f"); break;
            case '\n': output.Append("\\n"); break;
            case '\r': output.Append("\\r"); break;
            case '\t': output.Append("\\t"); break;
            case var c when c < ' ' || c == '\x7f': output.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"); break;
            case var c when IsRawByte(text, i): output.Append(CultureInfo.InvariantCulture, $"\\x{c - FirstRawByte + 0x80:x2}"); break;
            case var c: output.Append(c); break;
        }
    }

    private static bool IsRawByte(string text, int i) =>
        text[i] is >= FirstRawByte and <= LastRawByte && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}
