namespace FalcoPlugin.Json;

/// <summary>
/// Finds the value at a JSON pointer (RFC 6901): <c>/spec/containers/0/image</c>, with <c>~1</c> for a slash in a name and <c>~0</c> for a tilde.
/// The leading slash is optional, and the empty pointer is the whole document. If an object has a member twice, the last one wins.
/// </summary>
public static class JsonPointer
{
    /// <summary>Finds a value.</summary>
    /// <param name="json">A document that <see cref="JsonScanner"/> accepted.</param>
    /// <param name="pointer">The pointer, in UTF-8.</param>
    /// <param name="scratch">A buffer for names with escapes; it grows as needed.</param>
    /// <param name="range">The range of the value.</param>
    /// <returns>False if there is no such value.</returns>
    public static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<byte> pointer, ref byte[] scratch, out JsonRange range)
    {
        var position = JsonScanner.SkipWhiteSpace(json, 0);
        var isDone = pointer.IsEmpty;
        pointer = pointer.StartsWith("/"u8) ? pointer[1..] : pointer;
        while (!isDone && position >= 0)
        {
            var end = pointer.IndexOf((byte)'/');
            isDone = end < 0;
            position = Step(json, position, isDone ? pointer : pointer[..end], ref scratch);
            pointer = pointer[(end + 1)..];
        }

        range = position < 0 ? default : new JsonRange(position, JsonScanner.SkipValue(json, position) - position, -1);
        return position >= 0;
    }

    /// <summary>The offset of the value one step down, or a negative number.</summary>
    internal static int Step(ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> token, ref byte[] scratch) => json[position] switch
    {
        (byte)'{' => FindMember(json, position, token, ref scratch),
        (byte)'[' => FindElement(json, position, token),
        _ => -1,
    };

    private static int FindMember(ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> token, ref byte[] scratch)
    {
        var found = -1;
        position = JsonScanner.SkipWhiteSpace(json, position + 1);
        while (json[position] != '}')
        {
            var name = position;
            position = JsonScanner.SkipString(json, name);
            var matches = Matches(token, JsonText.Read(json[name..position], ref scratch));
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, position) + 1);
            found = matches ? position : found;
            position = SkipValueAndComma(json, position);
        }

        return found;
    }

    private static int FindElement(ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> token)
    {
        if (!TryReadIndex(token, out var index))
        {
            return -1;
        }

        position = JsonScanner.SkipWhiteSpace(json, position + 1);
        while (json[position] != ']')
        {
            if (index-- == 0)
            {
                return position;
            }

            position = SkipValueAndComma(json, position);
        }

        return -1;
    }

    private static int SkipValueAndComma(ReadOnlySpan<byte> json, int position)
    {
        position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipValue(json, position));
        return json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
    }

    // An array's index is 0 or digits that do not begin with 0.
    private static bool TryReadIndex(ReadOnlySpan<byte> token, out int index)
    {
        index = 0;
        const int maxDigits = 9;
        if (token.Length is 0 or > maxDigits || (token.Length > 1 && token[0] == '0'))
        {
            return false;
        }

        foreach (var digit in token)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            index = (index * 10) + digit - '0';
        }

        return true;
    }

    private static bool Matches(ReadOnlySpan<byte> token, ReadOnlySpan<byte> name)
    {
        while (token.IndexOf((byte)'~') is var tilde and >= 0)
        {
            var escaped = tilde + 1 < token.Length ? token[tilde + 1] : (byte)0;
            var (character, length) = escaped switch
            {
                (byte)'0' => ((byte)'~', 2),
                (byte)'1' => ((byte)'/', 2),
                _ => ((byte)'~', 1),
            };
            if (!name.StartsWith(token[..tilde]) || name.Length <= tilde || name[tilde] != character)
            {
                return false;
            }

            name = name[(tilde + 1)..];
            token = token[(tilde + length)..];
        }

        return name.SequenceEqual(token);
    }
}
