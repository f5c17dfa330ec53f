using System.Buffers;
using System.Collections.Immutable;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>A rule's output, compiled: pieces of text and fields.</summary>
public sealed class OutputTemplate
{
    /// <summary>The template as written, additions included.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>The fields of the JSON object <c>output_fields</c>: the key as Falco writes it, in Falco's order, each once.</summary>
    public ImmutableArray<OutputField> Fields => throw new NotImplementedException();

    /// <summary>Writes the output as UTF-8 on one line: <c>&lt;NA&gt;</c> for no value, <c>(a,b)</c> for a list, control characters made harmless.</summary>
    public void Format(EventValues values, IBufferWriter<byte> output) => throw new NotImplementedException();
}
