namespace FalcoRules.Evaluation;

/// <summary>Decodes Base64 as libsinsp does (base64.h): padding is optional, other characters are not allowed, the unused bits are zero.</summary>
internal static class Base64Text
{
    private const int Invalid = -1;

    /// <summary>Decodes into <paramref name="output"/>, which is as long as the text, and returns the length; -1 if the text is not Base64.</summary>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var digits = text.EndsWith("=="u8) ? text[..^2] : text.EndsWith("="u8) ? text[..^1] : text;
        if (digits.IsEmpty || digits.Length % 4 == 1)
        {
            return Invalid;
        }

        var length = 0;
        var bits = 0;
        var pending = 0;
        foreach (var digit in digits)
        {
            var value = Value(digit);
            if (value < 0)
            {
                return Invalid;
            }

            bits = ((bits << 6) | value) & 0xFFFF;
            pending += 6;
            if (pending >= 8)
            {
                pending -= 8;
                output[length++] = (byte)(bits >> pending);
            }
        }

        return (bits & ((1 << pending) - 1)) == 0 ? length : Invalid;
    }

    private static int Value(byte digit) => digit switch
    {
        >= (byte)'A' and <= (byte)'Z' => digit - 'A',
        >= (byte)'a' and <= (byte)'z' => digit - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => digit - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => Invalid,
    };
}
