namespace FalcoRules.Patterns;

/// <summary>
/// Reads a pattern with wildcards into its parts, in time proportional to its length. For each part it writes a kind: a literal byte, any byte, a star, or the
/// number of a set of bytes.
/// </summary>
internal ref struct GlobReader(ReadOnlySpan<byte> pattern, bool ignoreCase, Span<byte> literals, Span<int> kinds, Span<ulong> sets)
{
    /// <summary>The kinds of parts. Numbers of sets begin with <see cref="FirstSet"/>.</summary>
    public const int Literal = 0, Any = 1, Star = 2, FirstSet = 3;

    /// <summary>The 64-bit words of a set of bytes.</summary>
    public const int WordsPerSet = 4;

    // The longest name of a class is "xdigit".
    private const int MaxClassLength = 6;

    private readonly ReadOnlySpan<byte> _pattern = pattern;
    private readonly bool _ignoreCase = ignoreCase;
    private readonly Span<byte> _literals = literals;
    private readonly Span<int> _kinds = kinds;
    private readonly Span<ulong> _sets = sets;
    private int _count;

    /// <summary>The sets that were written.</summary>
    public int SetCount { get; private set; }

    /// <summary>The words of sets that a pattern of that length needs at most.</summary>
    public static int MaxSetWords(int length) => WordsPerSet * (length + 1);

    /// <summary>Reads the pattern and returns the number of parts.</summary>
    public int Read()
    {
        // A kind of a later position marks it as read in a bracket that is not closed, so that each position is read once, however many brackets are open
        // before it.
        _kinds[.._pattern.Length].Clear();
        for (var i = 0; i < _pattern.Length;)
        {
            i = ReadPart(i);
        }

        return _count;
    }

    private int ReadPart(int position)
    {
        switch (_pattern[position])
        {
            case (byte)'*':
                return Add(Star, 0, position + 1);
            case (byte)'?':
                return Add(Any, 0, position + 1);
            case (byte)'[' when TryReadBracket(position, out var end):
                return Add(FirstSet + SetCount++, 0, end);
            case (byte)'\\' when position + 1 < _pattern.Length:
                return Add(Literal, _pattern[position + 1], position + 2);
            case (byte)'\\':
                // A backslash at the end escapes nothing and matches nothing.
                NextSet().Clear();
                return Add(FirstSet + SetCount++, 0, position + 1);
            default:
                return Add(Literal, _pattern[position], position + 1);
        }
    }

    private int Add(int kind, byte literal, int next)
    {
        _kinds[_count] = kind;
        _literals[_count++] = _ignoreCase ? AsciiCase.ToLower(literal) : literal;
        return next;
    }

    private readonly Span<ulong> NextSet() => _sets.Slice(SetCount * WordsPerSet, WordsPerSet);

    /// <summary>Reads the set in brackets; false if they are not closed, and the first one is a literal.</summary>
    private readonly bool TryReadBracket(int position, out int end)
    {
        const int unclosed = -1;
        var set = NextSet();
        set.Clear();
        var isNegated = position + 1 < _pattern.Length && _pattern[position + 1] is (byte)'!' or (byte)'^';
        var first = position + (isNegated ? 2 : 1);
        end = first;
        while (end < _pattern.Length)
        {
            if (_pattern[end] != ']')
            {
                if (_kinds[end] == unclosed)
                {
                    return false;
                }

                _kinds[end] = unclosed;
            }
            else if (end > first)
            {
                Negate(set, isNegated);
                end++;
                return true;
            }

            if (!TryReadClass(set, ref end) && !TryReadRange(set, ref end))
            {
                return false;
            }
        }

        return false;
    }

    private static void Negate(Span<ulong> set, bool isNegated)
    {
        foreach (ref var word in set)
        {
            word ^= isNegated ? ulong.MaxValue : 0;
        }
    }

    private readonly bool TryReadRange(Span<ulong> set, ref int position)
    {
        if (!TryReadByte(ref position, out var low))
        {
            return false;
        }

        var high = low;
        if (position + 1 < _pattern.Length && _pattern[position] == '-' && _pattern[position + 1] != ']')
        {
            position++;
            if (!TryReadByte(ref position, out high))
            {
                return false;
            }
        }

        AddRange(set, low, high);
        return true;
    }

    private readonly bool TryReadByte(ref int position, out byte value)
    {
        position += _pattern[position] == '\\' ? 1 : 0;
        value = position < _pattern.Length ? _pattern[position] : (byte)0;
        return position++ < _pattern.Length;
    }

    private readonly void AddRange(Span<ulong> set, byte low, byte high)
    {
        for (int b = Fold(low); b <= Fold(high); b++)
        {
            // Without case a byte is in the range if its lower case is.
            if (!_ignoreCase || AsciiCase.ToLower((byte)b) == b)
            {
                Add(set, (byte)b);
                Add(set, _ignoreCase ? AsciiCase.ToUpper((byte)b) : (byte)b);
            }
        }
    }

    private readonly byte Fold(byte b) => _ignoreCase ? AsciiCase.ToLower(b) : b;

    // A class keeps its case, as in fnmatch(3).
    private readonly bool TryReadClass(Span<ulong> set, ref int position)
    {
        var rest = _pattern[position..];
        if (!rest.StartsWith("[:"u8))
        {
            return false;
        }

        rest = rest[2..];
        var length = rest[..Math.Min(rest.Length, MaxClassLength + 2)].IndexOf(":]"u8);
        if (length < 0 || CharacterClass.Find(rest[..length]) is not { } isMember)
        {
            return false;
        }

        for (var b = 0; b < 0x80; b++)
        {
            if (isMember((char)b))
            {
                Add(set, (byte)b);
            }
        }

        position += length + 4;
        return true;
    }

    private static void Add(Span<ulong> set, byte b) => set[b / 64] |= 1ul << b;
}
