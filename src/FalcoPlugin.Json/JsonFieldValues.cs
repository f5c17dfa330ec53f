using FalcoPlugin.Sdk;

namespace FalcoPlugin.Json;

/// <summary>Adds JSON values to a field's values.</summary>
public static class JsonFieldValues
{
    /// <summary>Adds a value of the payload as text, with its range if the payload contains the text unchanged; <c>null</c> adds no value.</summary>
    public static void AddJson(this FieldValues values, ReadOnlySpan<byte> payload, JsonRange range)
    {
        // A string without escapes, a number or a boolean: its text is part of the payload.
        var kind = payload[range.Start];
        var quotes = kind == '"' ? 1 : 0;
        if (kind is (byte)'{' or (byte)'[' or (byte)'n' || !values.TryAddPlain(payload, range.Start + quotes, range.Length - (2 * quotes)))
        {
            values.AddAnyJson(payload, range);
        }
    }

    /// <summary>Adds a string, with its range if it is a part of the payload.</summary>
    public static void AddTextOf(this FieldValues values, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> text)
    {
        if (payload.Overlaps(text, out var start))
        {
            values.AddText(text, start, text.Length);
        }
        else
        {
            values.AddText(text);
        }
    }

    private static void AddAnyJson(this FieldValues values, ReadOnlySpan<byte> payload, JsonRange range)
    {
        var value = range.Of(payload);
        if (!JsonText.TryGetVerbatim(value, out var text))
        {
            values.EndText(JsonText.Write(value, values.BeginText(JsonText.MaxLength(value))));
        }
        else if (value[0] != 'n')
        {
            values.AddText(text, range.Start + ((value.Length - text.Length) / 2), text.Length);
        }
    }
}
