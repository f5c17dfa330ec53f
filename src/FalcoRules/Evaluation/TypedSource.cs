using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Evaluation;

/// <summary>A source of values and what kind of values they are.</summary>
/// <param name="Source">The source.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="IsList">Whether it has a list of values.</param>
internal readonly record struct TypedSource(ValueSource Source, FieldType Type, bool IsList)
{
    /// <summary>Fewest digits of a number as text.</summary>
    public int MinimumDigits { get; init; } = 1;

    /// <summary>How many bytes a value takes as text at most.</summary>
    public int TextLength(EventValues values, int index) => Type == FieldType.String ? Source.Bytes(values, index).Length : ValueText.MaxLength;

    /// <summary>Writes a value as text, unescaped, and gives the length.</summary>
    public int WriteText(EventValues values, int index, Span<byte> output)
    {
        if (Type != FieldType.String)
        {
            return ValueText.Format(Type, MinimumDigits, values, Source, index, output);
        }

        var text = Source.Bytes(values, index);
        text.CopyTo(output);
        return text.Length;
    }
}
