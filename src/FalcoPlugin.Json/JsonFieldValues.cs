using FalcoPlugin.Sdk;

namespace FalcoPlugin.Json;

/// <summary>How JSON values become a field's values.</summary>
public static class JsonFieldValues
{
    /// <summary>Adds a value of the payload as text, with its place where it stands there as it is; <c>null</c> is no value.</summary>
    public static void AddJson(this FieldValues values, ReadOnlySpan<byte> payload, JsonRange place)
    {
        // A string without escapes, a number or a truth value: its text is what stands there.
        var kind = payload[place.Start];
        var quotes = kind == '"' ? 1 : 0;
        if (kind is (byte)'{' or (byte)'[' or (byte)'n' || !values.TryAddPlain(payload, place.Start + quotes, place.Length - (2 * quotes)))
        {
            values.AddAnyJson(payload, place);
        }
    }

    /// <summary>Adds a text, with its place where it is a part of the payload.</summary>
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

    private static void AddAnyJson(this FieldValues values, ReadOnlySpan<byte> payload, JsonRange place)
    {
        var value = place.Of(payload);
        if (!JsonText.TryGetVerbatim(value, out var text))
        {
            values.EndText(JsonText.Write(value, values.BeginText(JsonText.MaxLength(value))));
        }
        else if (value[0] != 'n')
        {
            values.AddText(text, place.Start + ((value.Length - text.Length) / 2), text.Length);
        }
    }
}
