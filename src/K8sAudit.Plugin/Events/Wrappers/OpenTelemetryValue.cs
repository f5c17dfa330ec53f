using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// Converts an <c>AnyValue</c> of the OpenTelemetry protocol in JSON, in which each value is an object that names its type, to the JSON that it stands for
/// (opentelemetry.io/docs/specs/otlp, common.proto).
/// </summary>
internal static class OpenTelemetryValue
{
    private const int MaxAddition = 16;

    /// <summary>An upper bound of the length of the JSON: only an empty value, which means <c>null</c>, becomes longer.</summary>
    public static int MaxLength(int length) => checked(length * 2 + MaxAddition);

    /// <summary>Converts a map, or an array of key-value pairs.</summary>
    /// <param name="json">A text.</param>
    /// <param name="value">The range of a valid value.</param>
    /// <param name="target">Receives the JSON.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False if the value is neither.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> json, JsonRange value, Span<byte> target, out int length)
    {
        var writer = new EventWriter(target);
        byte[] scratch = [];
        var isMap = value.Start < json.Length && json[value.Start] == '['
            ? TryWritePairs(json, value, ref writer, ref scratch)
            : TryFind(json, value, "kvlistValue"u8, ref scratch, out _) && TryWrite(json, value, ref writer, ref scratch);
        length = isMap ? writer.Length : 0;
        return isMap;
    }

    private static bool TryWrite(ReadOnlySpan<byte> json, JsonRange value, ref EventWriter writer, ref byte[] scratch)
    {
        if (TryFind(json, value, "kvlistValue"u8, ref scratch, out var list))
        {
            return TryFind(json, list, "values"u8, ref scratch, out var pairs)
                ? TryWritePairs(json, pairs, ref writer, ref scratch)
                : Write("{}"u8, ref writer);
        }

        if (TryFind(json, value, "arrayValue"u8, ref scratch, out list))
        {
            return TryFind(json, list, "values"u8, ref scratch, out var values)
                ? TryWriteArray(json, values, ref writer, ref scratch)
                : Write("[]"u8, ref writer);
        }

        // A 64-bit number is a string in the JSON form of protocol buffers.
        if (TryFind(json, value, "intValue"u8, ref scratch, out var number))
        {
            return Write(number.IsString(json) && IsInteger(number.Of(json)[1..^1]) ? number.Of(json)[1..^1] : number.Of(json), ref writer);
        }

        return TryFind(json, value, "stringValue"u8, ref scratch, out var scalar)
            || TryFind(json, value, "boolValue"u8, ref scratch, out scalar)
            || TryFind(json, value, "doubleValue"u8, ref scratch, out scalar)
            || TryFind(json, value, "bytesValue"u8, ref scratch, out scalar)
            ? Write(scalar.Of(json), ref writer)
            : Write("null"u8, ref writer);
    }

    private static bool TryWritePairs(ReadOnlySpan<byte> json, JsonRange pairs, ref EventWriter writer, ref byte[] scratch)
    {
        if (json[pairs.Start] != '[')
        {
            return false;
        }

        writer.Append("{"u8);
        var position = JsonScanner.SkipWhiteSpace(json, pairs.Start + 1);
        for (var isFirst = true; json[position] != ']'; isFirst = false)
        {
            var end = JsonScanner.SkipValue(json, position);
            var pair = new JsonRange(position, end - position, -1);
            if (!TryFind(json, pair, "key"u8, ref scratch, out var key) || !key.IsString(json))
            {
                return false;
            }

            writer.Append(isFirst ? default : ","u8);
            writer.Append(key.Of(json));
            writer.Append(":"u8);
            var isWritten = TryFind(json, pair, "value"u8, ref scratch, out var value)
                ? TryWrite(json, value, ref writer, ref scratch)
                : Write("null"u8, ref writer);
            if (!isWritten)
            {
                return false;
            }

            position = Next(json, end);
        }

        return Write("}"u8, ref writer);
    }

    private static bool TryWriteArray(ReadOnlySpan<byte> json, JsonRange values, ref EventWriter writer, ref byte[] scratch)
    {
        if (json[values.Start] != '[')
        {
            return false;
        }

        writer.Append("["u8);
        var position = JsonScanner.SkipWhiteSpace(json, values.Start + 1);
        for (var isFirst = true; json[position] != ']'; isFirst = false)
        {
            var end = JsonScanner.SkipValue(json, position);
            writer.Append(isFirst ? default : ","u8);
            if (!TryWrite(json, new JsonRange(position, end - position, -1), ref writer, ref scratch))
            {
                return false;
            }

            position = Next(json, end);
        }

        return Write("]"u8, ref writer);
    }

    private static bool TryFind(ReadOnlySpan<byte> json, JsonRange source, ReadOnlySpan<byte> name, ref byte[] scratch, out JsonRange range) =>
        JsonMember.TryFind(json, source, name, ref scratch, out range);

    private static int Next(ReadOnlySpan<byte> json, int end)
    {
        var position = JsonScanner.SkipWhiteSpace(json, end);
        return json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
    }

    private static bool IsInteger(ReadOnlySpan<byte> text) =>
        text.Length > 0 && text[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') && JsonScanner.SkipValue(text, 0) == text.Length;

    private static bool Write(ReadOnlySpan<byte> json, ref EventWriter writer)
    {
        writer.Append(json);
        return true;
    }
}
