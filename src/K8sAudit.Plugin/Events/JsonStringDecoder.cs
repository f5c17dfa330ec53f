using System.Text.Unicode;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>Decodes short JSON strings into a buffer of the caller. It never throws: a client may send millions of invalid strings.</summary>
internal static class JsonStringDecoder
{
    /// <summary>Decodes a checked JSON string; lone surrogates become U+FFFD.</summary>
    /// <returns>False if the string is not UTF-8, or does not fit.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> quoted, Span<byte> target, out int length)
    {
        length = 0;
        if (quoted.Length - 2 > target.Length || !Utf8.IsValid(quoted))
        {
            return false;
        }

        length = JsonText.Unescape(quoted[1..^1], target);
        return true;
    }
}
