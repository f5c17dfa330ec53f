using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>A compiled rule output: pieces of text and fields.</summary>
public sealed class OutputTemplate
{
    private readonly ImmutableArray<OutputPiece> _pieces;

    internal OutputTemplate(string text, ImmutableArray<OutputPiece> pieces, ImmutableArray<OutputField> fields)
    {
        Text = text;
        _pieces = pieces;
        Fields = fields;
    }

    /// <summary>The template as written, including additions.</summary>
    public string Text { get; }

    /// <summary>The fields of the JSON object <c>output_fields</c>: the keys as Falco writes them, in Falco's order, without duplicates.</summary>
    public ImmutableArray<OutputField> Fields { get; }

    /// <summary>
    /// Writes the output as UTF-8 on one line: <c>&lt;NA&gt;</c> for no value, <c>(a,b)</c> for a list. Control characters are
    /// escaped; everything else is written as it is, as in Falco's text output.
    /// </summary>
    public void Format(EventValues values, IBufferWriter<byte> output) => Write(values, escape: true, output);

    /// <summary>Writes the output as UTF-8 without escapes, for a JSON string, whose writer escapes it.</summary>
    public void FormatUnescaped(EventValues values, IBufferWriter<byte> output) => Write(values, escape: false, output);

    /// <summary>The parts of the output for the event, escaped as for one line of text, so that a reader can leave out fields without a value.</summary>
    public IEnumerable<OutputSegment> Segments(EventValues values)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var piece in _pieces)
        {
            text.ResetWrittenCount();
            piece.Write(values, escape: true, text);
            yield return new OutputSegment(Encoding.UTF8.GetString(text.WrittenSpan), piece.IsField, piece.HasValue(values));
        }
    }

    private void Write(EventValues values, bool escape, IBufferWriter<byte> output)
    {
        foreach (var piece in _pieces)
        {
            piece.Write(values, escape, output);
        }
    }
}
