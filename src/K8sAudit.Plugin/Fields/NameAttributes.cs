namespace K8sAudit.Plugin.Fields;

/// <summary>The attributes of a distinguished name, which are in sets of usually one attribute each.</summary>
/// <param name="name">The content of the name's sequence, as DER.</param>
internal ref struct NameAttributes(ReadOnlySpan<byte> name)
{
    private ReadOnlySpan<byte> _name = name;
    private ReadOnlySpan<byte> _set;

    /// <summary>The object identifier of the current attribute, as its DER content.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>The tag of its value.</summary>
    public byte ValueTag { get; private set; }

    /// <summary>Its value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next attribute; false at the end, and where the name is not valid.</summary>
    public bool MoveNext()
    {
        if (_set.IsEmpty && !DerReader.TryRead(ref _name, DerReader.Set, out _set))
        {
            return false;
        }

        if (!DerReader.TryRead(ref _set, DerReader.Sequence, out var attribute) || !DerReader.TryRead(ref attribute, DerReader.ObjectIdentifier, out var type)
            || !DerReader.TryRead(ref attribute, out var tag, out var value))
        {
            return false;
        }

        Type = type;
        ValueTag = tag;
        Value = value;
        return true;
    }
}
