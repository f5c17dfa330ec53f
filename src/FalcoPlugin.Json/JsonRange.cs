namespace FalcoPlugin.Json;

/// <summary>The range of a value in a document.</summary>
/// <param name="Start">Offset of its first byte; of the opening quote if it is a string.</param>
/// <param name="Length">Its length in bytes, including both quotes of a string.</param>
/// <param name="Index">Index of its element in the first array on its path; negative if there is no array on the path.</param>
public readonly record struct JsonRange(int Start, int Length, int Index)
{
    /// <summary>The value's bytes.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject(ReadOnlySpan<byte> json) => json[Start] == '{';

    /// <summary>Whether the value is a string.</summary>
    public bool IsString(ReadOnlySpan<byte> json) => json[Start] == '"';

    /// <summary>Whether the value is <c>null</c>.</summary>
    public bool IsNull(ReadOnlySpan<byte> json) => json[Start] == 'n';
}
