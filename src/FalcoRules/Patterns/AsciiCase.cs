namespace FalcoRules.Patterns;

/// <summary>Upper and lower case of bytes of UTF-8: only ASCII letters have one, as in libsinsp.</summary>
internal static class AsciiCase
{
    /// <summary>A letter in lower case; any other byte unchanged.</summary>
    public static byte ToLower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    /// <summary>A letter in upper case; any other byte unchanged.</summary>
    public static byte ToUpper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? (byte)(b & ~0x20) : b;
}
