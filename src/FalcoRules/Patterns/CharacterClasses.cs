using System.Text;

namespace FalcoRules.Patterns;

/// <summary>
/// Divides all characters into classes, the members of which a regular expression does not distinguish. Invalid UTF-8 is U+FFFD.
/// </summary>
internal sealed class CharacterClasses
{
    private const byte NotAscii = byte.MaxValue;

    // The classes are numbered in the order of their characters, so those of ASCII characters are bytes.
    private readonly byte[] _ascii = new byte[0x100];
    private readonly int[] _lows;
    private readonly int[] _classes;

    private CharacterClasses(int[] lows, int[] classes, int count)
    {
        (_lows, _classes, Count) = (lows, classes, count);
        Array.Fill(_ascii, NotAscii);
        for (var c = 0; c < 0x80; c++)
        {
            _ascii[c] = (byte)Find(c);
        }
    }

    /// <summary>The number of classes.</summary>
    public int Count { get; }

    /// <summary>The bytes of the tables.</summary>
    public int Bytes => ((_lows.Length + _classes.Length) * sizeof(int)) + _ascii.Length;

    /// <summary>The classes of characters that these sets distinguish.</summary>
    /// <exception cref="RegexSyntaxException">There are too many different sets.</exception>
    public static CharacterClasses Of(IEnumerable<CodePointSet> sets)
    {
        var all = sets.ToList();
        int[] lows =
        [
            .. all.SelectMany(set => set.Ranges)
                .SelectMany(range => new[] { range.Low, range.High + 1 })
                .Append(0)
                .Where(low => low <= CodePointSet.Last)
                .Distinct()
                .Order(),
        ];
        var classes = new int[lows.Length];
        var (next, work) = (1, 0);
        foreach (var set in all)
        {
            // The members of each class that are in the set become a class of their own.
            var divided = new Dictionary<int, int>();
            foreach (var range in set.Ranges)
            {
                for (var i = Array.BinarySearch(lows, range.Low); i < lows.Length && lows[i] <= range.High; i++)
                {
                    classes[i] = divided.TryGetValue(classes[i], out var known) ? known : divided[classes[i]] = next++;
                    work++;
                }
            }

            if (work > RegexLimits.MaxClassWork)
            {
                throw new RegexSyntaxException("it has too many different sets of characters");
            }
        }

        int[] used = [.. classes.Distinct()];
        var numbers = used.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return new CharacterClasses(lows, [.. classes.Select(number => numbers[number])], used.Length);
    }

    /// <summary>The classes of characters that are not ASCII, which U+FFFD is, too.</summary>
    public IEnumerable<int> NotAsciiClasses => _classes.Skip(Array.FindLastIndex(_lows, low => low <= 0x80)).Distinct();

    /// <summary>The class of a character.</summary>
    public int Find(int codePoint)
    {
        var i = Array.BinarySearch(_lows, codePoint);
        return _classes[i >= 0 ? i : ~i - 1];
    }

    /// <summary>The classes of the characters of a set.</summary>
    public HashSet<int> FindAll(CodePointSet set)
    {
        var found = new HashSet<int>();
        foreach (var range in set.Ranges)
        {
            for (var i = Array.BinarySearch(_lows, range.Low); i < _lows.Length && _lows[i] <= range.High; i++)
            {
                found.Add(_classes[i]);
            }
        }

        return found;
    }

    /// <summary>The class of the character at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The position of the character.</param>
    /// <param name="length">The bytes of the character.</param>
    public int Read(ReadOnlySpan<byte> text, int position, out int length)
    {
        int character = _ascii[text[position]];
        length = 1;
        return character != NotAscii ? character : Decode(text[position..], out length);
    }

    // Each part that is not valid is U+FFFD, as in RE2.
    private int Decode(ReadOnlySpan<byte> text, out int length)
    {
        _ = Rune.DecodeFromUtf8(text, out var rune, out length);
        return Find(rune.Value);
    }
}
