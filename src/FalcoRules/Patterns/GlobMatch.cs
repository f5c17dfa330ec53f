using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>
/// Matches a text against the parts that <see cref="GlobReader"/> writes. What is between two stars is searched for once, at its first occurrence: a later one
/// would leave less of the text to what follows.
/// </summary>
internal readonly ref struct GlobMatch(ReadOnlySpan<byte> literals, ReadOnlySpan<int> kinds, ReadOnlySpan<ulong> sets, bool ignoreCase)
{
    // Up to so many comparisons trying one position after the other is the fastest way.
    private const int MaxComparisons = 1 << 16;
    private const int FewParts = 8;

    private readonly ReadOnlySpan<byte> _literals = literals;
    private readonly ReadOnlySpan<int> _kinds = kinds;
    private readonly ReadOnlySpan<ulong> _sets = sets;
    private readonly bool _ignoreCase = ignoreCase;

    /// <summary>Whether the whole text matches. Counts the comparisons of bytes and the operations on 64 bits.</summary>
    public bool Matches(ReadOnlySpan<byte> text, ref long steps)
    {
        var star = _kinds.IndexOf(GlobReader.Star);
        if (star < 0)
        {
            return text.Length == _kinds.Length && MatchesStart(text, ref steps);
        }

        if (text.Length < star || !Slice(0, star).MatchesStart(text, ref steps))
        {
            return false;
        }

        text = text[star..];
        var first = star + 1;
        while (_kinds[first..].IndexOf(GlobReader.Star) is >= 0 and var length)
        {
            var position = Slice(first, length).Find(text, ref steps);
            if (position < 0)
            {
                return false;
            }

            text = text[(position + length)..];
            first += length + 1;
        }

        var last = Slice(first, _kinds.Length - first);
        return text.Length >= last._kinds.Length && last.MatchesStart(text[^last._kinds.Length..], ref steps);
    }

    private GlobMatch Slice(int start, int length) => new(_literals.Slice(start, length), _kinds.Slice(start, length), _sets, _ignoreCase);

    /// <summary>Whether the text, which is long enough, begins with the parts.</summary>
    private bool MatchesStart(ReadOnlySpan<byte> text, ref long steps)
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            steps++;
            if (!MatchesByte(i, text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesByte(int part, byte b) => _kinds[part] switch
    {
        GlobReader.Literal => _literals[part] == (_ignoreCase ? AsciiCase.ToLower(b) : b),
        GlobReader.Any => true,
        var set => (Set(set)[b / 64] >> b & 1) != 0,
    };

    private ReadOnlySpan<ulong> Set(int kind) => _sets.Slice((kind - GlobReader.FirstSet) * GlobReader.WordsPerSet, GlobReader.WordsPerSet);

    /// <summary>The first position of the parts, none of which is a star; -1 if they do not occur.</summary>
    private int Find(ReadOnlySpan<byte> text, ref long steps)
    {
        if (_kinds.Length > text.Length)
        {
            return -1;
        }

        return !_kinds.ContainsAnyExcept(GlobReader.Literal) ? TextSearch.IndexOf(text, _literals, _ignoreCase, ref steps)
            : _kinds.Length <= FewParts || (long)_kinds.Length * text.Length <= MaxComparisons ? TryEach(text, ref steps)
            : FindInParallel(text, ref steps);
    }

    private int TryEach(ReadOnlySpan<byte> text, ref long steps)
    {
        for (var start = 0; start <= text.Length - _kinds.Length; start++)
        {
            if (MatchesStart(text[start..], ref steps))
            {
                return start;
            }
        }

        return -1;
    }

    /// <summary>All positions at once (Shift-And): a bit for each part says whether the text so far ends with the parts up to it.</summary>
    private int FindInParallel(ReadOnlySpan<byte> text, ref long steps)
    {
        var words = (_kinds.Length + 63) / 64;
        var buffer = ArrayPool<ulong>.Shared.Rent(257 * words);
        var masks = buffer.AsSpan(words, 256 * words);
        FillMasks(masks, words, ref steps);
        var state = buffer.AsSpan(0, words);
        state.Clear();
        var position = 0;
        var isFound = false;
        for (; position < text.Length && !isFound; position++)
        {
            steps += words;
            isFound = Advance(state, masks.Slice(text[position] * words, words), _kinds.Length - 1);
        }

        ArrayPool<ulong>.Shared.Return(buffer);
        return isFound ? position - _kinds.Length : -1;
    }

    private static bool Advance(Span<ulong> state, ReadOnlySpan<ulong> mask, int last)
    {
        // The first part can begin at each byte.
        var carry = 1ul;
        for (var i = 0; i < state.Length; i++)
        {
            var shifted = (state[i] << 1) | carry;
            carry = state[i] >> 63;
            state[i] = shifted & mask[i];
        }

        return (state[last / 64] >> last & 1) != 0;
    }

    // For each byte the parts that match it.
    private void FillMasks(Span<ulong> masks, int words, ref long steps)
    {
        masks.Clear();
        steps += masks.Length;
        for (var part = 0; part < _kinds.Length; part++)
        {
            if (_kinds[part] == GlobReader.Literal)
            {
                Mark(masks, words, part, _literals[part]);
                Mark(masks, words, part, _ignoreCase ? AsciiCase.ToUpper(_literals[part]) : _literals[part]);
                continue;
            }

            for (var b = 0; b < 256; b++)
            {
                if (MatchesByte(part, (byte)b))
                {
                    Mark(masks, words, part, (byte)b);
                }
            }

            steps += 256;
        }
    }

    private static void Mark(Span<ulong> masks, int words, int part, byte b) => masks[(b * words) + (part / 64)] |= 1ul << part;
}
