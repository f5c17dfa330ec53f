using System.Collections.Immutable;
using FalcoRules.Text;
using YamlDotNet.Core;

namespace FalcoRules.Yaml;

/// <summary>
/// Finds the offset of each character of a YAML scalar in the file. Folding, indentation and chomping change white space only: the
/// other characters have the same order in the file and in the value, so both are read in parallel.
/// </summary>
internal static class ScalarOrigins
{
    /// <summary>
    /// Maximum number of characters that a search skips. It normally skips none; without a limit, each failed search would read the rest of the file.
    /// </summary>
    private const int Reach = 16;

    private const char NextLine = '\u0085';
    private const char NoBreakSpace = '\u00A0';
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';

    /// <summary>The offset of each character of the value, and of its end.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="span">The span of the scalar, including its anchor, tag, quotes or block indicator.</param>
    /// <param name="value">Its value.</param>
    /// <param name="style">Its style.</param>
    public static ImmutableArray<int> Find(string file, TextSpan span, string value, ScalarStyle style)
    {
        var origins = ImmutableArray.CreateBuilder<int>(value.Length + 1);
        var raw = file.AsSpan(0, span.End);
        var at = SkipIndicators(raw, span.Start, style);
        foreach (var character in value)
        {
            if (!IsBlank(character) && !char.IsLowSurrogate(character))
            {
                at = SkipBlanks(raw, at, style);
            }

            var found = IsBlank(character) ? BlankAt(character, raw, at, style) : SkipTo(character, raw, at, style);
            origins.Add(found ?? at);
            at = found is { } offset ? offset + Unit(raw, offset, style).Length : at;
        }

        origins.Add(at);
        return origins.MoveToImmutable();
    }

    /// <summary>Skips the anchor and the tag, then the opening quote or the line of the block indicator.</summary>
    private static int SkipIndicators(ReadOnlySpan<char> raw, int at, ScalarStyle style)
    {
        while (at < raw.Length && raw[at] is '&' or '!')
        {
            at += LengthUntil(raw[at..], IsBlank);
            at += LengthUntil(raw[at..], character => !IsBlank(character));
        }

        return style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => Math.Min(at + 1, raw.Length),
            ScalarStyle.Literal or ScalarStyle.Folded => Math.Min(at + LengthUntil(raw[at..], character => character == '\n') + 1, raw.Length),
            _ => at,
        };
    }

    private static int LengthUntil(ReadOnlySpan<char> text, Func<char, bool> stops)
    {
        var length = 0;
        while (length < text.Length && !stops(text[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>Blanks are matched loosely: one in the value consumes the next one in the file, if there is one.</summary>
    private static int? BlankAt(char blank, ReadOnlySpan<char> raw, int at, ScalarStyle style) =>
        at < raw.Length && (IsBlank(raw[at]) || Unit(raw, at, style).Character == blank) ? at : null;

    private static int SkipBlanks(ReadOnlySpan<char> raw, int at, ScalarStyle style)
    {
        while (at < raw.Length && Unit(raw, at, style) is var (character, length) && IsBlank(character))
        {
            at += length;
        }

        return at;
    }

    /// <summary>The offset that produces the character; null if it is not found nearby, so that one mismatch does not affect the rest.</summary>
    private static int? SkipTo(char character, ReadOnlySpan<char> raw, int at, ScalarStyle style)
    {
        // An escape beyond the basic plane produces two characters, and was found by the first.
        var reach = char.IsLowSurrogate(character) ? 1 : Reach;
        for (var next = at; next < raw.Length && reach > 0; next += Unit(raw, next, style).Length, reach--)
        {
            if (Unit(raw, next, style).Character == character)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Blanks and line ends, including those of YAML 1.1.</summary>
    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or NextLine or LineSeparator or ParagraphSeparator;

    /// <summary>The character that is written at an offset, and its length in the file.</summary>
    private static (char Character, int Length) Unit(ReadOnlySpan<char> raw, int at, ScalarStyle style) => style switch
    {
        ScalarStyle.SingleQuoted when raw[at..].StartsWith("''") => ('\'', 2),
        ScalarStyle.DoubleQuoted when raw[at] == '\\' && at + 1 < raw.Length => Escape(raw[at..]),
        _ => (raw[at], 1),
    };

    private static (char Character, int Length) Escape(ReadOnlySpan<char> raw) => raw[1] switch
    {
        'x' => Hexadecimal(raw, 2),
        'u' => Hexadecimal(raw, 4),
        'U' => Hexadecimal(raw, 8),
        '0' => ('\0', 2),
        'a' => ('\a', 2),
        'b' => ('\b', 2),
        'e' => ('\e', 2),
        'f' => ('\f', 2),
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'v' => ('\v', 2),
        'N' => (NextLine, 2),
        '_' => (NoBreakSpace, 2),
        'L' => (LineSeparator, 2),
        'P' => (ParagraphSeparator, 2),
        _ => (raw[1], 2),
    };

    private static (char Character, int Length) Hexadecimal(ReadOnlySpan<char> raw, int digits)
    {
        var length = Math.Min(raw.Length, 2 + digits);
        return uint.TryParse(raw[2..length], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) && code <= 0x10FFFF
            ? (code > char.MaxValue ? (char)(0xD800 + ((code - 0x10000) >> 10)) : (char)code, length)
            : (raw[0], length);
    }
}
