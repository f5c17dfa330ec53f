using FalcoPlugin.Sdk;

namespace FalcoPlugin.Json;

/// <summary>How JSON values become a field's values.</summary>
public static class JsonFieldValues
{
    /// <summary>Adds a value of the payload as text, with its place where it stands there as it is; <c>null</c> is no value.</summary>
    public static void AddJson(this FieldValues values, ReadOnlySpan<byte> payload, JsonPlace place)
    {
        var value = place.Of(payload);
        if (JsonText.TryGetVerbatim(value, out var text))
        {
            if (value[0] != 'n')
            {
                values.AddText(text, place.Start + (value.Length - text.Length) / 2, text.Length);
            }

            return;
        }

        values.EndText(JsonText.Write(value, values.BeginText(JsonText.MaxLength(value))));
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
}
