namespace K8sAudit.Plugin.Fields;

/// <summary>Reads values of the distinguished encoding rules (DER): a tag of one byte, a length, the content.</summary>
internal static class DerReader
{
    public const byte Integer = 0x02;
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    private const int MaxLengthBytes = 3;

    /// <summary>Reads the next value if it has a tag.</summary>
    /// <param name="rest">What is left; begins after the value if it is read.</param>
    /// <param name="expected">The tag.</param>
    /// <param name="content">The content.</param>
    /// <returns>False if there is no such value, or it is not complete.</returns>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> rest, byte expected, out ReadOnlySpan<byte> content) =>
        TryRead(ref rest, out var tag, out content) && tag == expected;

    /// <summary>Reads the next value.</summary>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> rest, out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = 0;
        content = default;
        if (rest.Length < 2)
        {
            return false;
        }

        tag = rest[0];
        var length = (int)rest[1];
        var start = 2;
        if (length >= 0x80)
        {
            var count = length & 0x7F;
            if (count is 0 or > MaxLengthBytes || rest.Length < start + count)
            {
                return false;
            }

            length = 0;
            for (var i = 0; i < count; i++)
            {
                length = (length << 8) | rest[start++];
            }
        }

        if (rest.Length - start < length)
        {
            return false;
        }

        content = rest.Slice(start, length);
        rest = rest[(start + length)..];
        return true;
    }
}
