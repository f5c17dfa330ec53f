using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Binding;

/// <summary>Constants of the types that are not text, as conditions write them.</summary>
internal static class Constants
{
    /// <summary>Reads a number, a duration or time in nanoseconds, or a truth value.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">The constant.</param>
    /// <param name="number">Its value.</param>
    public static bool TryReadNumber(FieldType type, string text, out ulong number)
    {
        number = 0;
        switch (type)
        {
            case FieldType.Bool:
                number = text == "true" ? 1UL : 0UL;
                return text is "true" or "false";
            default:
                return (!text.StartsWith('-') && ulong.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
                    || TryReadHexadecimal(text, out number);
        }
    }

    /// <summary>Reads an IPv4 address of four decimal numbers, or an IPv6 address.</summary>
    public static byte[]? ReadAddress(string text) => text.Contains(':') ? ReadIPv6(text) : ReadIPv4(text);

    /// <summary>Reads <c>address/length</c>.</summary>
    public static Network? ReadNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0
            && ReadAddress(text[..slash]) is { } address
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= address.Length * 8
                ? new Network(address, length)
                : null;
    }

    /// <summary>Reads pairs of hexadecimal digits.</summary>
    public static byte[]? ReadHexadecimal(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static bool TryReadHexadecimal(string text, out ulong number)
    {
        number = 0;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }

    private static byte[]? ReadIPv4(string text)
    {
        var parts = text.Split('.');
        var address = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            if (parts.Length != 4
                || (parts[i].Length > 1 && parts[i][0] == '0')
                || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out address[i]))
            {
                return null;
            }
        }

        return address;
    }

    private static byte[]? ReadIPv6(string text) =>
        text.AsSpan().IndexOfAny("%[]/") < 0 && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.GetAddressBytes()
            : null;
}
