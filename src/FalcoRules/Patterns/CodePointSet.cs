using System.Globalization;
using System.Text;

namespace FalcoRules.Patterns;

/// <summary>A set of Unicode code points, and how .NET's regular expressions, which see UTF-16 units, write it.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int FirstAstral = 0x10000;
    private readonly List<(int Low, int High)> _ranges = [];

    /// <summary>Adds a range, inclusive at both ends.</summary>
    public void Add(int low, int high) => _ranges.Add((low, high));

    /// <summary>Adds the ASCII characters of a class, or all other code points.</summary>
    public void AddAscii(Func<char, bool> belongs, bool negated)
    {
        for (var c = '\0'; c < 0x80; c++)
        {
            if (belongs(c) != negated)
            {
                Add(c, c);
            }
        }

        if (negated)
        {
            Add(0x80, Last);
        }
    }

    /// <summary>All code points that are not in the set.</summary>
    public CodePointSet Negate()
    {
        var result = new CodePointSet();
        var next = 0;
        foreach (var (low, high) in _ranges.OrderBy(range => range.Low))
        {
            if (low > next)
            {
                result.Add(next, low - 1);
            }

            next = Math.Max(next, high + 1);
        }

        if (next <= Last)
        {
            result.Add(next, Last);
        }

        return result;
    }

    /// <summary>Writes the set. Text decoded from UTF-8 has no lone surrogates, so they are not part of any set.</summary>
    public void AppendTo(StringBuilder output)
    {
        var units = new StringBuilder();
        var pairs = new StringBuilder();
        foreach (var (low, high) in _ranges)
        {
            AppendRange(units, low, Math.Min(high, 0xD7FF));
            AppendRange(units, Math.Max(low, 0xE000), Math.Min(high, 0xFFFF));
            AppendPairs(pairs, Math.Max(low, FirstAstral), high);
        }

        var single = units.Length == 0 ? "[\\uD800]" : $"[{units}]";
        output.Append(pairs.Length == 0 ? single : $"(?:{single}{pairs})");
    }

    private static void AppendPairs(StringBuilder output, int low, int high)
    {
        while (low <= high)
        {
            // All code points with the same first unit, or as many whole blocks of them as there are.
            var blockEnd = low | 0x3FF;
            var whole = (low & 0x3FF) == 0 && blockEnd <= high;
            var end = whole ? ((high + 1) & ~0x3FF) - 1 : Math.Min(high, blockEnd);
            output.Append("|[");
            AppendRange(output, Lead(low), Lead(end));
            output.Append("][");
            AppendRange(output, whole ? 0xDC00 : Trail(low), whole ? 0xDFFF : Trail(end));
            output.Append(']');
            low = end + 1;
        }
    }

    private static int Lead(int codePoint) => 0xD800 + ((codePoint - FirstAstral) >> 10);

    private static int Trail(int codePoint) => 0xDC00 + ((codePoint - FirstAstral) & 0x3FF);

    private static void AppendRange(StringBuilder output, int low, int high)
    {
        if (low <= high)
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{low:X4}-\\u{high:X4}");
        }
    }
}
