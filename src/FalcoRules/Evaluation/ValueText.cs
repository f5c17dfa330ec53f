using System.Diagnostics;
using System.Globalization;
using System.Net;
using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Evaluation;

/// <summary>Values that are not text as text, as Falco writes them: numbers, durations and times in decimal, addresses as usual.</summary>
internal static class ValueText
{
    /// <summary>Longest text of such a value: an IPv6 address with an IPv4 one at its end.</summary>
    public const int MaxLength = 64;

    /// <summary>Writes a value and gives the length.</summary>
    public static int Format(FieldType type, int minimumDigits, EventValues values, ValueSource source, int index, Span<byte> output)
    {
        Debug.Assert(output.Length >= MaxLength);
        return type switch
        {
            FieldType.Bool => Copy(source.Number(values, index) != 0 ? "true"u8 : "false"u8, output),
            FieldType.IPAddress or FieldType.IPNetwork => FormatAddress(source.Bytes(values, index), output),
            FieldType.String => throw new ArgumentOutOfRangeException(nameof(type), "a text is written as it is"),
            _ => Format(source.Number(values, index), minimumDigits, output),
        };
    }

    private static int Format(ulong number, int minimumDigits, Span<byte> output)
    {
        var digits = Math.Min(minimumDigits, 20);
        number.TryFormat(output, out var length, default, CultureInfo.InvariantCulture);
        var zeros = Math.Max(0, digits - length);
        output[..length].CopyTo(output[zeros..]);
        output[..zeros].Fill((byte)'0');
        return zeros + length;
    }

    private static int FormatAddress(ReadOnlySpan<byte> address, Span<byte> output)
    {
        if (address.Length is not (4 or 16))
        {
            return Copy("<NA>"u8, output);
        }

        new IPAddress(address).TryFormat(output, out var length);
        return length;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> output)
    {
        text.CopyTo(output);
        return text.Length;
    }
}
