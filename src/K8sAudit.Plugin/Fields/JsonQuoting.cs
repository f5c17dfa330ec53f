namespace K8sAudit.Plugin.Fields;

/// <summary>Writes strings as JSON.</summary>
internal static class JsonQuoting
{
    private const int MaxEscape = 6;

    /// <summary>The maximum length of a string of so many bytes, with its quotes.</summary>
    public static int MaxLength(int length) => checked((length * MaxEscape) + 2);

    /// <summary>Writes a string with its quotes. NUL becomes U+FFFD, as in all texts.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var length = 0;
        target[length++] = (byte)'"';
        foreach (var value in text)
        {
            length += WriteOne(value, target[length..]);
        }

        target[length++] = (byte)'"';
        return length;
    }

    private static int WriteOne(byte value, Span<byte> target)
    {
        switch (value)
        {
            case (byte)'"' or (byte)'\\':
                target[0] = (byte)'\\';
                target[1] = value;
                return 2;
            case < (byte)' ':
                "\\u00"u8.CopyTo(target);
                target[4] = HexDigit(value >> 4);
                target[5] = HexDigit(value & 0xF);
                return MaxEscape;
            default:
                target[0] = value;
                return 1;
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
