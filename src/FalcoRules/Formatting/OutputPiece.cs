using System.Buffers;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>A piece of an output.</summary>
internal abstract class OutputPiece
{
    /// <summary>Writes it in UTF-8, escaped for a line of text or unchanged.</summary>
    public abstract void Write(EventValues values, bool escape, IBufferWriter<byte> output);

    /// <summary>Whether it is a field or transformer.</summary>
    public virtual bool IsField => true;

    /// <summary>Whether it has a value in the event.</summary>
    public abstract bool HasValue(EventValues values);
}
