using System.Text;
using System.Text.Encodings.Web;

namespace K8sAudit.Runner.Json;

/// <summary>Escapes the characters that Falco escapes in JSON: quotes, backslashes and control characters. It writes all others unchanged.</summary>
internal sealed class FalcoJsonEncoder : JavaScriptEncoder
{
    public static FalcoJsonEncoder Instance { get; } = new();

    // As many as in \u001f.
    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var position = 0; position < textLength;)
        {
            // An unpaired surrogate counts as a character to encode; it becomes U+FFFD.
            if (Rune.DecodeFromUtf16(rest[position..], out var rune, out var length) != System.Buffers.OperationStatus.Done || WillEncode(rune.Value))
            {
                return position;
            }

            position += length;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        var rune = new Rune(unicodeScalar);
        if (!WillEncode(unicodeScalar))
        {
            return rune.TryEncodeToUtf16(target, out numberOfCharactersWritten);
        }

        ReadOnlySpan<char> escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => "",
        };
        if (escape.IsEmpty)
        {
            return target.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten);
        }

        numberOfCharactersWritten = escape.TryCopyTo(target) ? escape.Length : 0;
        return numberOfCharactersWritten > 0;
    }
}
