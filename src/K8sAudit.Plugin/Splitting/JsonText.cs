using System.Text.Json;

namespace K8sAudit.Plugin.Splitting;

/// <summary>Decodes short JSON strings into memory of the caller's.</summary>
internal static class JsonText
{
    /// <summary>Decodes a checked JSON string; false where it has lone surrogates or bytes that are no UTF-8, or does not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> quoted, Span<byte> target, out int length)
    {
        length = 0;
        if (quoted.Length - 2 > target.Length)
        {
            return false;
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            length = reader.CopyString(target);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
