using System.Buffers;
using System.Text;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>A piece of text between fields.</summary>
internal sealed class TextPiece : OutputPiece
{
    private readonly byte[] _raw;
    private readonly byte[] _escaped;

    /// <param name="text">The text.</param>
    public TextPiece(string text)
    {
        _raw = Encoding.UTF8.GetBytes(text);
        var escaped = new ArrayBufferWriter<byte>(Math.Max(1, _raw.Length));
        LineText.Write(_raw, escape: true, escaped);
        _escaped = escaped.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public override void Write(EventValues values, bool escape, IBufferWriter<byte> output) => output.Write(escape ? _escaped : _raw);

    /// <inheritdoc/>
    public override bool IsField => false;

    /// <inheritdoc/>
    public override bool HasValue(EventValues values) => true;
}
