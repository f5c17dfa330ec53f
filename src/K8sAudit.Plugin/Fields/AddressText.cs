namespace K8sAudit.Plugin.Fields;

/// <summary>Parses the text of IP addresses without allocation.</summary>
internal static class AddressText
{
    /// <summary>The length of the longest address, in bytes.</summary>
    public const int MaxLength = 16;

    private const int IPv4Length = 4;
    private const int GroupLength = 2;

    // The prefix of an IPv4 address in an IPv6 address (RFC 4291, section 2.5.5.2).
    private static ReadOnlySpan<byte> MappedPrefix => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];

    /// <summary>Parses an IPv4 address of four decimal numbers or an IPv6 address (RFC 4291), as Go prints them, without a zone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">Receives the address; <see cref="MaxLength"/> bytes.</param>
    /// <param name="address">The address in network order: 4 bytes for IPv4, also where the text is an IPv4-mapped IPv6 address, or 16 bytes for IPv6.</param>
    /// <returns>False for any other text.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> buffer, out ReadOnlySpan<byte> address)
    {
        var isIPv6 = text.Contains((byte)':');
        address = isIPv6 ? buffer[..MaxLength] : buffer[..IPv4Length];
        if (!(isIPv6 ? TryParseIPv6(text, buffer[..MaxLength]) : TryParseIPv4(text, buffer[..IPv4Length])))
        {
            return false;
        }

        address = isIPv6 && address.StartsWith(MappedPrefix) ? address[MappedPrefix.Length..] : address;
        return true;
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, Span<byte> target)
    {
        for (var i = 0; i < IPv4Length; i++)
        {
            var end = text.IndexOf((byte)'.');
            var isLast = i == IPv4Length - 1;
            if (end < 0 != isLast || !TryParseByte(isLast ? text : text[..end], out target[i]))
            {
                return false;
            }

            text = isLast ? default : text[(end + 1)..];
        }

        return true;
    }

    private static bool TryParseByte(ReadOnlySpan<byte> digits, out byte value)
    {
        value = 0;
        const int maxDigits = 3;
        if (digits.Length is 0 or > maxDigits || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        value = (byte)number;
        return number <= byte.MaxValue;
    }

    // Groups are written from the left; those after "::" are moved to the right end.
    private static bool TryParseIPv6(ReadOnlySpan<byte> text, Span<byte> target)
    {
        target.Clear();
        var (length, gap) = (0, -1);
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)':') is var colon && colon < 0 ? text.Length : colon;
            if (!TryParseGroup(text[..end], isLast: end == text.Length, target[length..], out var written))
            {
                return false;
            }

            length += written;
            if (end == text.Length)
            {
                break;
            }

            text = text[(end + 1)..];
            if (text.StartsWith(":"u8))
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = length;
                text = text[1..];
            }
            else if (text.IsEmpty)
            {
                return false;
            }
        }

        return gap < 0 ? length == target.Length : TryCloseGap(target, length, gap);
    }

    private static bool TryCloseGap(Span<byte> target, int length, int gap)
    {
        if (length > target.Length - GroupLength)
        {
            return false;
        }

        var moved = length - gap;
        Span<byte> after = stackalloc byte[MaxLength];
        target[gap..length].CopyTo(after);
        target[gap..].Clear();
        after[..moved].CopyTo(target[^moved..]);
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> group, bool isLast, Span<byte> target, out int written)
    {
        if (isLast && group.Contains((byte)'.'))
        {
            written = IPv4Length;
            return target.Length >= IPv4Length && TryParseIPv4(group, target[..IPv4Length]);
        }

        written = GroupLength;
        const int maxDigits = 4;
        if (target.Length < GroupLength || group.Length is 0 or > maxDigits)
        {
            return false;
        }

        var number = 0;
        foreach (var digit in group)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            number = (number << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        target[0] = (byte)(number >> 8);
        target[1] = (byte)number;
        return true;
    }
}
