using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary><c>tolower()</c>, <c>toupper()</c>, <c>b64()</c> and <c>basename()</c>: produces one string for each string of its input.</summary>
internal sealed class TextTransform(int slot, TransformerKind kind, ValueSource input) : Transform(slot)
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
            var length = Write(text, values.Reserve(text.Length));
            if (length < 0)
            {
                return false;
            }

            values.AddReserved(length);
        }

        return true;
    }

    private int Write(ReadOnlySpan<byte> text, Span<byte> output) => kind switch
    {
        TransformerKind.ToLower => ToLower(text, output),
        TransformerKind.ToUpper => ToUpper(text, output),
        TransformerKind.BaseName => Copy(text[(text.LastIndexOf((byte)'/') + 1)..], output),
        TransformerKind.Base64 => Base64Text.Decode(text, output),
        _ => throw new InvalidOperationException($"{kind} does not produce a string from a string"),
    };

    private static int ToLower(ReadOnlySpan<byte> text, Span<byte> output)
    {
        for (var i = 0; i < text.Length; i++)
        {
            output[i] = AsciiCase.ToLower(text[i]);
        }

        return text.Length;
    }

    private static int ToUpper(ReadOnlySpan<byte> text, Span<byte> output)
    {
        for (var i = 0; i < text.Length; i++)
        {
            output[i] = AsciiCase.ToUpper(text[i]);
        }

        return text.Length;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> output)
    {
        text.CopyTo(output);
        return text.Length;
    }
}
