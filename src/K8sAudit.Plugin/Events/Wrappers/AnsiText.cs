namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Text with the escape sequences of terminals, such as the colors of stern and docker compose. JSON cannot contain them.</summary>
internal static class AnsiText
{
    /// <summary>The wrapper's name in UTF-8.</summary>
    public static readonly byte[] NameBytes = "terminal"u8.ToArray();

    private const byte Escape = 0x1B;

    /// <summary>Whether a text has escape sequences.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) => text.Contains(Escape);

    /// <summary>Copies a text without its escape sequences.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Strip(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        for (var next = text.IndexOf(Escape); next >= 0; next = text.IndexOf(Escape))
        {
            text[..next].CopyTo(target[written..]);
            written += next;
            text = text[(next + 1)..];
            if (!text.IsEmpty && text[0] == '[')
            {
                // ESC [ parameters, and a final byte from @ to ~.
                var end = text[1..].IndexOfAnyInRange((byte)'@', (byte)'~');
                text = end < 0 ? default : text[(end + 2)..];
            }
        }

        text.CopyTo(target[written..]);
        return written + text.Length;
    }
}
