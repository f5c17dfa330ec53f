using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary>Writes the changed text to the output, which is as long as the text, and returns its length; -1 if there is no result.</summary>
internal delegate int TextChange(ReadOnlySpan<byte> text, Span<byte> output);

/// <summary><c>tolower()</c>, <c>toupper()</c>, <c>b64()</c> and <c>basename()</c>: produces one string for each string of its input.</summary>
internal sealed class TextTransform(int slot, TextChange change, ValueSource input) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values) => input.Count(values) != EventValues.NoValue;

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        var count = input.Count(values);
        for (var i = 0; i < count; i++)
        {
            var text = input.Bytes(values, i);
            var length = change(text, values.Reserve(text.Length));
            if (length < 0)
            {
                return false;
            }

            values.AddReserved(length);
        }

        return true;
    }

    /// <summary>Writes the text with ASCII letters in lower case.</summary>
    public static int ToLower(ReadOnlySpan<byte> text, Span<byte> output)
    {
        for (var i = 0; i < text.Length; i++)
        {
            output[i] = AsciiCase.ToLower(text[i]);
        }

        return text.Length;
    }

    /// <summary>Writes the text with ASCII letters in upper case.</summary>
    public static int ToUpper(ReadOnlySpan<byte> text, Span<byte> output)
    {
        for (var i = 0; i < text.Length; i++)
        {
            output[i] = AsciiCase.ToUpper(text[i]);
        }

        return text.Length;
    }

    /// <summary>Writes what follows the last slash.</summary>
    public static int BaseName(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var name = text[(text.LastIndexOf((byte)'/') + 1)..];
        name.CopyTo(output);
        return name.Length;
    }
}
