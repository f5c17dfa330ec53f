using System.Buffers.Text;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Messages of syslog over TCP with their length in front (RFC 6587, octet counting): <c>61 &lt;134&gt;1 2026-11-23T17:17:54Z …</c></summary>
internal static class SyslogFrame
{
    private const int MaxDigits = 8;

    /// <summary>Takes the first message of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Offset of the message.</param>
    /// <param name="length">Its length, in bytes.</param>
    public static bool TryTake(ReadOnlySpan<byte> text, out int start, out int length)
    {
        start = 0;
        if (!Utf8Parser.TryParse(text, out length, out var digits) || digits > MaxDigits || length <= 0 || text[0] is (byte)'+' or (byte)'-'
            || !text[digits..].StartsWith(" <"u8))
        {
            return false;
        }

        start = digits + 1;

        // The line end that a sender counts is not a part of the line.
        length = length == text.Length - start + 1 ? length - 1 : length;
        return length <= text.Length - start;
    }
}
