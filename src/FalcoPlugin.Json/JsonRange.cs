namespace FalcoPlugin.Json;

/// <summary>Where a value stands in a document.</summary>
/// <param name="Start">Offset of its first byte; of the opening quote where it is a string.</param>
/// <param name="Length">Its bytes, both quotes of a string included.</param>
/// <param name="Index">Which element of the first array on its path it belongs to; negative where there is no array on it.</param>
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
