using System.Buffers;

namespace FalcoPlugin.Json;

/// <summary>Writes documents over several lines: two spaces for each level, numbers and strings unchanged.</summary>
public static class JsonIndenter
{
    // Deeper levels are not indented further: otherwise a document of brackets would grow five hundredfold.
    private const int MaxIndentedDepth = 64;

    /// <summary>Writes a document that <see cref="JsonScanner"/> accepted; invalid UTF-8 becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var depth = 0;
        var position = JsonScanner.SkipWhiteSpace(json, 0);
        while (position < json.Length)
        {
            var token = json[position];
            var start = position;
            position = EndOfToken(json, position);
            var next = JsonScanner.SkipWhiteSpace(json, position);
            switch (token)
            {
                case (byte)'{' or (byte)'[' when json[next] is (byte)'}' or (byte)']':
                    output.Write(token == '{' ? "{}"u8 : "[]"u8);
                    next = JsonScanner.SkipWhiteSpace(json, next + 1);
                    break;
                case (byte)'{' or (byte)'[':
                    output.Write([token]);
                    StartLine(++depth, output);
                    break;
                case (byte)'}' or (byte)']':
                    StartLine(--depth, output);
                    output.Write([token]);
                    break;
                case (byte)',':
                    output.Write(","u8);
                    StartLine(depth, output);
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    break;
                default:
                    WriteScalar(json[start..position], output);
                    break;
            }

            position = next;
        }
    }

    private static int EndOfToken(ReadOnlySpan<byte> json, int position) => json[position] is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)','
        or (byte)':'
        ? position + 1
        : JsonScanner.SkipValue(json, position);

    private static void StartLine(int depth, IBufferWriter<byte> output)
    {
        var length = 1 + (Math.Min(depth, MaxIndentedDepth) * 2);
        var line = output.GetSpan(length)[..length];
        line.Fill((byte)' ');
        line[0] = (byte)'\n';
        output.Advance(length);
    }

    private static void WriteScalar(ReadOnlySpan<byte> value, IBufferWriter<byte> output) =>
        output.Advance(JsonText.Repair(value, output.GetSpan(JsonText.MaxLength(value))));
}
