using System.Text;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Explanations;

/// <summary>A field that a condition or an output reads.</summary>
/// <param name="Field">The field with its argument.</param>
/// <param name="Slot">Its slot in <see cref="EventValues"/>.</param>
public sealed record ExplainedField(FieldReference Field, int Slot)
{
    /// <summary>Its values in the current event.</summary>
    public FieldReading Read(EventValues values) =>
        new(Field.ToString(), Field.Field.IsList, [.. Enumerable.Range(0, values.Count(Slot)).Select(index => Text(values, index))]);

    private string Text(EventValues values, int index)
    {
        if (Field.Field.Type == FieldType.String)
        {
            return Encoding.UTF8.GetString(values.Bytes(Slot, index));
        }

        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        return Encoding.ASCII.GetString(text[..ValueText.Format(Field.Field.Type, Field.Field.MinimumDigits, values, new ValueSource(Slot), index, text)]);
    }
}
