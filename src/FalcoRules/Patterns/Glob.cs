
namespace FalcoRules.Patterns;

/// <summary>
/// Wildcards as fnmatch(3) reads them without flags in the C locale, which is how Falco runs: byte by byte, <c>*</c> and <c>?</c> match a
/// slash too, a backslash escapes the next byte. The number of steps is at most the pattern's length times the text's.
/// </summary>
internal static class Glob
{
    /// <summary>Whether the whole text matches the pattern.</summary>
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase)
    {
        int p = 0, t = 0;
        int starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                // Only the last star needs to match more: a longer match of an earlier one would leave fewer matches for the later ones.
                starPattern = ++p;
                starText = t;
            }
            else if (MatchOne(pattern[p..], text[t], ignoreCase, out var length))
            {
                p += length;
                t++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart((byte)'*').IsEmpty;
    }

    /// <summary>Whether a text has wildcards.</summary>
    public static bool IsPattern(ReadOnlySpan<byte> text) => text.IndexOfAny("*?["u8) >= 0;

    private static bool MatchOne(ReadOnlySpan<byte> pattern, byte b, bool ignoreCase, out int length)
    {
        length = 1;
        if (pattern.IsEmpty)
        {
            return false;
        }

        switch (pattern[0])
        {
            case (byte)'?':
                return true;
            case (byte)'[' when MatchBracket(pattern, b, ignoreCase, out length) is { } matches:
                return matches;
            case (byte)'\\':
                length = 2;
                return pattern.Length > 1 && Fold(pattern[1], ignoreCase) == Fold(b, ignoreCase);
            default:
                length = 1;
                return Fold(pattern[0], ignoreCase) == Fold(b, ignoreCase);
        }
    }

    /// <summary>Null if the bracket is not closed; it is then a literal.</summary>
    private static bool? MatchBracket(ReadOnlySpan<byte> pattern, byte b, bool ignoreCase, out int length)
    {
        length = 1;
        var negated = pattern.Length > 1 && pattern[1] is (byte)'!' or (byte)'^';
        var start = negated ? 2 : 1;
        var matches = false;
        for (var i = start; i < pattern.Length;)
        {
            if (pattern[i] == ']' && i > start)
            {
                length = i + 1;
                return matches != negated;
            }

            if (TryReadClass(pattern[i..], b, out var inClass, out var classLength))
            {
                matches |= inClass;
                i += classLength;
                continue;
            }

            if (!TryReadByte(pattern, ref i, out var low))
            {
                return null;
            }

            var high = low;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                if (!TryReadByte(pattern, ref i, out high))
                {
                    return null;
                }
            }

            matches |= Fold(low, ignoreCase) <= Fold(b, ignoreCase) && Fold(b, ignoreCase) <= Fold(high, ignoreCase);
        }

        return null;
    }

    private static bool TryReadByte(ReadOnlySpan<byte> pattern, ref int i, out byte value)
    {
        if (pattern[i] == '\\')
        {
            i++;
        }

        value = i < pattern.Length ? pattern[i] : (byte)0;
        return i++ < pattern.Length;
    }

    private static bool TryReadClass(ReadOnlySpan<byte> pattern, byte b, out bool matches, out int length)
    {
        matches = false;
        length = 0;
        if (!pattern.StartsWith("[:"u8))
        {
            return false;
        }

        var end = pattern[2..].IndexOf(":]"u8);
        if (end < 0 || CharacterClass.Find(pattern.Slice(2, end)) is not { } members)
        {
            return false;
        }

        length = end + 4;
        matches = members((char)b);
        return true;
    }

    private static byte Fold(byte b, bool ignoreCase) => ignoreCase ? AsciiCase.ToLower(b) : b;
}
