namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Writes an audit event from parts of another JSON text, which stay as they are.</summary>
internal ref struct EventWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _length;

    /// <summary>How much is written, in bytes.</summary>
    public readonly int Length => _length;

    /// <summary>Begins the event.</summary>
    public void Begin() => Append("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\""u8);

    /// <summary>Ends the event.</summary>
    /// <returns>Its length in bytes.</returns>
    public int End()
    {
        Append("}"u8);
        return _length;
    }

    /// <summary>Begins a member.</summary>
    public void Name(scoped ReadOnlySpan<byte> name)
    {
        if (_length > 0 && _target[_length - 1] is not ((byte)'{' or (byte)'['))
        {
            Append(","u8);
        }

        Append("\""u8);
        Append(name);
        Append("\":"u8);
    }

    /// <summary>Adds a member unless its value is empty.</summary>
    public void Value(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty)
        {
            Name(name);
            Append(json);
        }
    }

    /// <summary>Adds a member whose value is a string, unless it is empty.</summary>
    public void Text(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> content)
    {
        if (!content.IsEmpty)
        {
            Name(name);
            Append("\""u8);
            Append(content);
            Append("\""u8);
        }
    }

    /// <summary>Adds JSON as it is.</summary>
    public void Append(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_target[_length..]);
        _length += json.Length;
    }
}
