namespace FalcoPlugin.Abi;

/// <summary>How one extracted value is laid out in the array that <see cref="ExtractField.Result"/> points to.</summary>
public enum ValueLayout
{
    /// <summary>A 64-bit unsigned integer (8 bytes).</summary>
    Number,

    /// <summary>0 or 1 as a 32-bit unsigned integer (4 bytes).</summary>
    Boolean,

    /// <summary>A pointer to NUL-terminated UTF-8 (8 bytes).</summary>
    Text,

    /// <summary>A <see cref="ByteBuffer"/> (16 bytes).</summary>
    Bytes,
}
