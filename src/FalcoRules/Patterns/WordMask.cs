namespace FalcoRules.Patterns;

/// <summary>A set of positions of a regular expression as 64-bit words, without the empty words at both ends.</summary>
/// <param name="Start">The index of the first word.</param>
/// <param name="Words">The words.</param>
internal readonly record struct WordMask(int Start, ulong[] Words)
{
    /// <summary>The empty set.</summary>
    public static WordMask Empty { get; } = new(0, []);

    /// <summary>The index behind the last word.</summary>
    public int End => Start + Words.Length;

    /// <summary>Whether no position is in the set.</summary>
    public bool IsEmpty => Words.Length == 0;

    /// <summary>The set of one position.</summary>
    public static WordMask Of(int position) => new(position / 64, [1ul << position]);

    /// <summary>The set of the positions in these words.</summary>
    public static WordMask Of(ReadOnlySpan<ulong> words)
    {
        var start = words.IndexOfAnyExcept(0ul);
        return start < 0 ? Empty : new WordMask(start, words[start..(words.LastIndexOfAnyExcept(0ul) + 1)].ToArray());
    }

    /// <summary>The positions of both sets.</summary>
    public WordMask Union(WordMask other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        var start = Math.Min(Start, other.Start);
        var words = new ulong[Math.Max(End, other.End) - start];
        CopyTo(words, start);
        for (var i = 0; i < other.Words.Length; i++)
        {
            words[other.Start - start + i] |= other.Words[i];
        }

        return new WordMask(start, words);
    }

    /// <summary>The only position; null if there is none or more than one.</summary>
    public int? Single => Words is [var word] && ulong.IsPow2(word) ? (Start * 64) + (int)ulong.Log2(word) : null;

    /// <summary>Copies the words to those that begin with the word of index <paramref name="first"/>.</summary>
    public void CopyTo(Span<ulong> words, int first = 0) => Words.CopyTo(words[(Start - first)..]);
}
