namespace FalcoPlugin.Sdk;

/// <summary>The argument that a field was asked for with.</summary>
/// <param name="isPresent">Whether there is one, which tells index 0 from none.</param>
/// <param name="index">The index; 0 where the field takes a key.</param>
/// <param name="key">The key's UTF-8 bytes; empty where the field takes an index.</param>
public readonly ref struct FieldArgument(bool isPresent, ulong index, ReadOnlySpan<byte> key)
{
    /// <summary>Whether the field stands with an argument.</summary>
    public bool IsPresent { get; } = isPresent;

    /// <summary>The index; 0 where there is none.</summary>
    public ulong Index { get; } = index;

    /// <summary>The key's UTF-8 bytes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;
}
