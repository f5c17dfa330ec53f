namespace K8sAudit.Plugin.Events;

/// <summary>Finds the end of an object or array that is not valid JSON, if its brackets and quotes leave no doubt about it.</summary>
internal static class MatchingBrackets
{
    private const int MaxDepth = 64;

    /// <summary>Finds the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Offset of the opening bracket.</param>
    /// <param name="end">The offset after the bracket that closes it.</param>
    /// <returns>False if a bracket of the other kind closes one, a string contains a line end, or they are nested more than 64 deep.</returns>
    public static bool TryFindEnd(ReadOnlySpan<byte> text, int start, out int end)
    {
        var (nesting, depth) = (0ul, 0);
        for (end = start; end < text.Length;)
        {
            var next = text[end++];
            switch (next)
            {
                case (byte)'"':
                    end = SkipString(text, end);
                    break;
                case (byte)'{' or (byte)'[':
                    if (depth++ == MaxDepth)
                    {
                        return false;
                    }

                    nesting = (nesting << 1) | (next == '{' ? 1ul : 0);
                    break;
                case (byte)'}' or (byte)']':
                    if (depth == 0 || (nesting & 1) != (next == '}' ? 1ul : 0))
                    {
                        return false;
                    }

                    nesting >>= 1;
                    if (--depth == 0)
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    // The offset after the closing quote; the length of the text if there is none on the line.
    private static int SkipString(ReadOnlySpan<byte> text, int position)
    {
        while (true)
        {
            var special = text[position..].IndexOfAny("\"\\\n\r\0"u8);
            if (special < 0)
            {
                return text.Length;
            }

            position += special + 1;
            switch (text[position - 1])
            {
                case (byte)'"':
                    return position;
                case (byte)'\\' when position < text.Length:
                    position++;
                    break;
                default:
                    return text.Length;
            }
        }
    }
}
