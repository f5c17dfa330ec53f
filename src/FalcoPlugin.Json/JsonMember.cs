namespace FalcoPlugin.Json;

/// <summary>Finds one member of an object by its name. If the object has the member twice, the last one wins.</summary>
public static class JsonMember
{
    /// <summary>Finds a member.</summary>
    /// <param name="json">A document that <see cref="JsonScanner"/> accepted.</param>
    /// <param name="source">The range of a value of the document.</param>
    /// <param name="name">The name, in UTF-8, without quotes and escapes.</param>
    /// <param name="scratch">A buffer for names with escapes; it grows as needed.</param>
    /// <param name="range">The range of the member's value, which may be <c>null</c>.</param>
    /// <returns>False if the value is not an object or has no such member.</returns>
    public static bool TryFind(ReadOnlySpan<byte> json, JsonRange source, ReadOnlySpan<byte> name, ref byte[] scratch, out JsonRange range)
    {
        range = default;
        var isFound = false;
        if (!source.IsObject(json))
        {
            return false;
        }

        var position = JsonScanner.SkipWhiteSpace(json, source.Start + 1);
        while (json[position] != '}')
        {
            var end = JsonScanner.SkipString(json, position);
            var matches = name.SequenceEqual(JsonText.Read(json[position..end], ref scratch));
            var value = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, end) + 1);
            end = JsonScanner.SkipValue(json, value);
            if (matches)
            {
                range = new JsonRange(value, end - value, source.Index);
                isFound = true;
            }

            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }

        return isFound;
    }
}
