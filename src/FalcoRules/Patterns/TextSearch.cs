using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>Finds a string in another one in time proportional to both lengths, whatever they contain. Case is ignored for ASCII letters only.</summary>
internal static class TextSearch
{
    // .NET compares at most so many bytes for each byte of the text, 16 or more at once.
    private const int MaxVectorLength = 64;

    // The bytes that may be compared for each byte of the text that was searched, and before that.
    private const int MaxComparedPerByte = 4;
    private const int FreeComparisons = 256;

    /// <summary>Whether the text contains the string.</summary>
    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected, bool ignoreCase)
    {
        var steps = 0L;
        return IndexOf(text, expected, ignoreCase, ref steps) >= 0;
    }

    /// <summary>The position of the first occurrence; -1 if there is none. An empty string occurs at 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expected">The string.</param>
    /// <param name="ignoreCase">Whether letters match in upper and lower case.</param>
    /// <param name="steps">Counts the bytes that are compared one by one.</param>
    public static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected, bool ignoreCase, ref long steps)
    {
        if (ignoreCase)
        {
            return IndexOfIgnoringCase(text, expected, ref steps);
        }

        if (expected.Length <= MaxVectorLength)
        {
            return text.IndexOf(expected);
        }

        var start = text.IndexOf(expected[..MaxVectorLength]);
        return start < 0 ? start : IndexOfWithTable(text, start, expected, ignoreCase, ref steps);
    }

    private static int IndexOfIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected, ref long steps)
    {
        if (expected.IsEmpty)
        {
            return 0;
        }

        var lower = AsciiCase.ToLower(expected[0]);
        var upper = AsciiCase.ToUpper(expected[0]);
        var compared = 0L;
        for (var start = 0; text.Length - start >= expected.Length; start++)
        {
            var candidate = text[start..^(expected.Length - 1)].IndexOfAny(lower, upper);
            if (candidate < 0)
            {
                break;
            }

            start += candidate;
            if (compared > FreeComparisons + ((long)MaxComparedPerByte * start))
            {
                steps += compared;
                return IndexOfWithTable(text, start, expected, ignoreCase: true, ref steps);
            }

            var equal = 1 + CommonPrefix(text[(start + 1)..], expected[1..]);
            compared += equal;
            if (equal == expected.Length)
            {
                steps += compared;
                return start;
            }
        }

        steps += compared;
        return -1;
    }

    private static int CommonPrefix(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected)
    {
        var length = 0;
        while (length < expected.Length && AsciiCase.ToLower(text[length]) == AsciiCase.ToLower(expected[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>The algorithm of Knuth, Morris and Pratt: two steps for each byte at most.</summary>
    private static int IndexOfWithTable(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> expected, bool ignoreCase, ref long steps)
    {
        if (text.Length - start < expected.Length)
        {
            return -1;
        }

        var table = ArrayPool<int>.Shared.Rent(expected.Length);
        FillTable(expected, ignoreCase, table, ref steps);
        var matched = 0;
        var position = start;
        for (; position < text.Length && matched < expected.Length; position++)
        {
            matched = Advance(expected, ignoreCase, table, matched, text[position], ref steps);
        }

        ArrayPool<int>.Shared.Return(table);
        return matched == expected.Length ? position - matched : -1;
    }

    // For each prefix the length of the longest shorter prefix that it ends with.
    private static void FillTable(ReadOnlySpan<byte> expected, bool ignoreCase, Span<int> table, ref long steps)
    {
        table[0] = 0;
        for (var i = 1; i < expected.Length; i++)
        {
            table[i] = Advance(expected, ignoreCase, table, table[i - 1], expected[i], ref steps);
        }
    }

    private static int Advance(ReadOnlySpan<byte> expected, bool ignoreCase, ReadOnlySpan<int> table, int matched, byte next, ref long steps)
    {
        while (true)
        {
            steps++;
            if (Fold(expected[matched], ignoreCase) == Fold(next, ignoreCase))
            {
                return matched + 1;
            }

            if (matched == 0)
            {
                return 0;
            }

            matched = table[matched - 1];
        }
    }

    private static byte Fold(byte b, bool ignoreCase) => ignoreCase ? AsciiCase.ToLower(b) : b;
}
