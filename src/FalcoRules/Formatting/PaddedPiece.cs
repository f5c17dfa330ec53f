using System.Buffers;
using System.Text;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary><c>%10field</c>: truncates a value to the given number of bytes, or pads it with blanks. Characters are not split.</summary>
internal sealed class PaddedPiece(OutputPiece inner, int width) : OutputPiece
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    /// <inheritdoc/>
    public override void Write(EventValues values, bool escape, IBufferWriter<byte> output)
    {
        var scratch = _scratch ??= new ArrayBufferWriter<byte>();
        scratch.ResetWrittenCount();
        inner.Write(values, escape: false, scratch);
        var text = Cut(scratch.WrittenSpan);
        LineText.Write(text, escape, output);
        var padding = width - text.Length;
        output.GetSpan(Math.Max(1, padding))[..padding].Fill((byte)' ');
        output.Advance(padding);
    }

    /// <inheritdoc/>
    public override bool HasValue(EventValues values) => inner.HasValue(values);

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= width)
        {
            return text;
        }

        var length = 0;
        while (Rune.DecodeFromUtf8(text[length..], out _, out var next) == OperationStatus.Done && length + next <= width)
        {
            length += next;
        }

        return text[..length];
    }
}
