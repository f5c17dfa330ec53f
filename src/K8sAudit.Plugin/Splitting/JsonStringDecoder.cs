using System.Text.Unicode;

namespace K8sAudit.Plugin.Splitting;

/// <summary>Decodes short JSON strings into memory of the caller's, whatever they hold, without an exception: nonsense may come by the million.</summary>
internal static class JsonStringDecoder
{
    /// <summary>Decodes a checked JSON string, with U+FFFD for lone surrogates; false where it has bytes that are no UTF-8, or does not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> quoted, Span<byte> target, out int length)
    {
        length = 0;
        if (quoted.Length - 2 > target.Length || !Utf8.IsValid(quoted))
        {
            return false;
        }

        length = FalcoPlugin.Json.JsonText.Unescape(quoted[1..^1], target);
        return true;
    }
}
