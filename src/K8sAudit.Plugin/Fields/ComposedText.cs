using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Fields;

/// <summary>A text that is put together from literals and values of an event.</summary>
/// <param name="target">Where it is written; the caller makes it large enough.</param>
/// <param name="json">The event.</param>
internal ref struct ComposedText(Span<byte> target, ReadOnlySpan<byte> json)
{
    private readonly Span<byte> _target = target;
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Length of the text so far, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Appends a literal without NUL.</summary>
    public void Append(ReadOnlySpan<byte> literal)
    {
        literal.CopyTo(_target[Length..]);
        Length += literal.Length;
    }

    /// <summary>Appends the text of a value of the event; at most <see cref="JsonText.MaxLength"/> bytes.</summary>
    /// <returns>The number of bytes.</returns>
    public int Append(JsonRange value)
    {
        var written = JsonText.Write(value.Of(_json), _target[Length..]);
        Length += written;
        return written;
    }
}
