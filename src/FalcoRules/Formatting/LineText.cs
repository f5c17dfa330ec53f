using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FalcoRules.Formatting;

/// <summary>
/// Text in outputs. Event data is untrusted: a line end in it could forge an alert, an escape sequence could control a terminal. So control characters are
/// written as in a JSON string, DEL and the C1 control characters included. Everything else is written as it is, quotes and backslashes too, as in Falco.
/// </summary>
internal static class LineText
{
    // C2 is the first byte of the C1 control characters in UTF-8, among others.
    private static readonly SearchValues<byte> _suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b), 0x7F, 0xC2]);

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Writes text in UTF-8, escaped or unchanged; in both cases invalid UTF-8 becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<byte> text, bool escape, IBufferWriter<byte> output)
    {
        while (!Utf8.IsValid(text))
        {
            text = WriteFirstInvalid(text, escape, output);
        }

        WriteValid(text, escape, output);
    }

    /// <summary>Writes everything up to the first invalid sequence, and U+FFFD for it; returns the rest.</summary>
    private static ReadOnlySpan<byte> WriteFirstInvalid(ReadOnlySpan<byte> text, bool escape, IBufferWriter<byte> output)
    {
        var valid = 0;
        int length;
        while (Rune.DecodeFromUtf8(text[valid..], out _, out length) == OperationStatus.Done)
        {
            valid += length;
        }

        WriteValid(text[..valid], escape, output);
        output.Write(Replacement);
        return text[(valid + length)..];
    }

    private static void WriteValid(ReadOnlySpan<byte> text, bool escape, IBufferWriter<byte> output)
    {
        while (escape)
        {
            var suspect = text.IndexOfAny(_suspects);
            if (suspect < 0)
            {
                break;
            }

            output.Write(text[..suspect]);
            text = text[suspect..];
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            WriteSuspect(rune, text[..length], output);
            text = text[length..];
        }

        output.Write(text);
    }

    private static void WriteSuspect(Rune rune, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        switch (rune.Value)
        {
            case '\b': output.Write("\\b"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case < 0x20 or (>= 0x7F and < 0xA0): WriteNumber(rune.Value, output); break;
            default: output.Write(text); break;
        }
    }

    private static void WriteNumber(int codePoint, IBufferWriter<byte> output)
    {
        output.Write("\\u"u8);
        Span<byte> digits = stackalloc byte[4];
        codePoint.TryFormat(digits, out _, "x4", CultureInfo.InvariantCulture);
        output.Write(digits);
    }
}
