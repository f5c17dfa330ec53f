using System.Buffers;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>A field or transformer in an output: its value, <c>(a,b)</c> for a list, <c>&lt;NA&gt;</c> for no value.</summary>
internal sealed class FieldPiece(TypedSource field) : OutputPiece
{
    /// <inheritdoc/>
    public override void Write(EventValues values, bool escape, IBufferWriter<byte> output)
    {
        var count = field.Source.Count(values);
        if (count == EventValues.NoValue)
        {
            output.Write("<NA>"u8);
        }
        else if (field.IsList)
        {
            WriteList(values, count, escape, output);
        }
        else
        {
            WriteValue(values, 0, escape, output);
        }
    }

    /// <inheritdoc/>
    public override bool HasValue(EventValues values) => field.Source.Count(values) != EventValues.NoValue;

    // As in Falco no comma follows the parenthesis: the list of an empty string and "g" is (g).
    private void WriteList(EventValues values, int count, bool escape, IBufferWriter<byte> output)
    {
        var isEmpty = true;
        output.Write("("u8);
        for (var i = 0; i < count; i++)
        {
            if (!isEmpty)
            {
                output.Write(","u8);
            }

            isEmpty = !WriteValue(values, i, escape, output) && isEmpty;
        }

        output.Write(")"u8);
    }

    /// <summary>Writes a value; false if it is the empty string.</summary>
    private bool WriteValue(EventValues values, int index, bool escape, IBufferWriter<byte> output)
    {
        if (field.Type != FieldType.String)
        {
            output.Advance(field.WriteText(values, index, output.GetSpan(ValueText.MaxLength)));
            return true;
        }

        var text = field.Source.Bytes(values, index);
        LineText.Write(text, escape, output);
        return !text.IsEmpty;
    }
}
