namespace FalcoPlugin.Sdk;

/// <summary>The argument with which a field is requested.</summary>
/// <param name="isPresent">Whether there is an argument, which distinguishes index 0 from no argument.</param>
/// <param name="index">The index; 0 if the field takes a key.</param>
/// <param name="key">The key's UTF-8 bytes; empty if the field takes an index.</param>
public readonly ref struct FieldArgument(bool isPresent, ulong index, ReadOnlySpan<byte> key)
{
    /// <summary>Whether there is an argument.</summary>
    public bool IsPresent { get; } = isPresent;

    /// <summary>The index; 0 if there is none.</summary>
    public ulong Index { get; } = index;

    /// <summary>The key's UTF-8 bytes; empty if there is none.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;
}
