using System.Buffers;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

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

    private void WriteList(EventValues values, int count, bool escape, IBufferWriter<byte> output)
    {
        output.Write("("u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteValue(values, i, escape, output);
        }

        output.Write(")"u8);
    }

    private void WriteValue(EventValues values, int index, bool escape, IBufferWriter<byte> output)
    {
        if (field.Type == FieldType.String)
        {
            LineText.Write(field.Source.Bytes(values, index), escape, output);
        }
        else
        {
            output.Advance(field.WriteText(values, index, output.GetSpan(ValueText.MaxLength)));
        }
    }
}
