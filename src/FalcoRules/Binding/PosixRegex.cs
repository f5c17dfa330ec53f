using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FalcoRules.Evaluation;

namespace FalcoRules.Binding;

/// <summary>
/// Reads regular expressions in the syntax that Falco gives its users, RE2 in POSIX mode, and writes them for .NET's engine that never
/// backtracks. Characters are Unicode code points; <c>^</c> and <c>$</c> match at lines, <c>.</c> matches no line end; the whole text must match.
/// What RE2 refuses in that mode (Perl's classes, groups and assertions) is refused here.
/// </summary>
internal sealed class PosixRegex
{
    private const int MostRepeats = 1000;
    private const int MostRepetitionsInARow = 50;
    private const int LargestSize = 100_000;
    private const int DeepestNesting = 200;

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _nesting;

    private PosixRegex(string pattern) => _pattern = pattern;

    private bool AtEnd => _position == _pattern.Length;

    private char Current => AtEnd ? '\0' : _pattern[_position];

    /// <summary>Compiles an expression that matches whole texts.</summary>
    /// <exception cref="RegexSyntaxException">It is no such expression.</exception>
    public static Regex Compile(string pattern) =>
        new(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <summary>The expression as .NET writes it.</summary>
    /// <exception cref="RegexSyntaxException">It is no such expression.</exception>
    public static string Translate(string pattern)
    {
        var parser = new PosixRegex(pattern);
        parser._output.Append("\\A(?:");
        parser.ReadAlternatives();
        if (!parser.AtEnd)
        {
            throw new RegexSyntaxException("')' closes nothing");
        }

        return parser._output.Append(")\\z").ToString();
    }

    private Extent ReadAlternatives()
    {
        var extent = ReadSequence();
        while (Current == '|' && !AtEnd)
        {
            _position++;
            _output.Append('|');
            extent = extent.With(ReadSequence());
        }

        return extent;
    }

    private Extent ReadSequence()
    {
        var extent = new Extent(1, 1);
        while (!AtEnd && Current is not ('|' or ')'))
        {
            extent = extent.With(ReadRepeated());
            if (extent.Size > LargestSize)
            {
                throw new RegexSyntaxException("it is too large once its repetitions are written out");
            }
        }

        return extent;
    }

    private Extent ReadRepeated()
    {
        var start = _output.Length;
        var extent = ReadAtom();
        for (var count = 1; TakeRepetition(out var text, out var times); count++)
        {
            if (count > MostRepetitionsInARow)
            {
                throw new RegexSyntaxException($"more than {MostRepetitionsInARow} repetitions follow each other");
            }

            // Without Perl's syntax a second repetition repeats the first: "a*?" is "(a*)?".
            _output.Insert(start, "(?:").Append(')').Append(text);
            extent = extent.Times(times);
            if (extent.Repeats > MostRepeats)
            {
                throw new RegexSyntaxException($"repetitions within repetitions exceed {MostRepeats}");
            }
        }

        return extent;
    }

    private Extent ReadAtom()
    {
        switch (Current)
        {
            case '(':
                return ReadGroup();
            case '[':
                ReadBracket();
                break;
            case '.':
                _position++;
                var lineEnd = new CodePointSet();
                lineEnd.Add('\n', '\n');
                lineEnd.Negate().AppendTo(_output);
                break;
            case '^' or '$':
                _output.Append(_pattern[_position++]);
                break;
            case '*' or '+' or '?':
                throw new RegexSyntaxException($"there is nothing before '{Current}' that it could repeat");
            case '{' when IsRepetition():
                throw new RegexSyntaxException("there is nothing before '{' that it could repeat");
            default:
                AppendLiteral(ReadCodePoint());
                break;
        }

        return new Extent(1, 1);
    }

    private Extent ReadGroup()
    {
        _position++;
        if (Current == '?')
        {
            throw new RegexSyntaxException("'(?' is Perl's syntax; a group is written (…)");
        }

        if (++_nesting > DeepestNesting)
        {
            throw new RegexSyntaxException($"more than {DeepestNesting} groups stand inside each other");
        }

        _output.Append("(?:");
        var extent = ReadAlternatives();
        if (AtEnd)
        {
            throw new RegexSyntaxException("a ')' is missing");
        }

        _position++;
        _nesting--;
        _output.Append(')');
        return extent;
    }

    private bool TakeRepetition(out string text, out int times)
    {
        var start = _position;
        times = 1;
        text = "";
        switch (Current)
        {
            case '*' or '+' or '?':
                _position++;
                break;
            case '{' when IsRepetition():
                times = ReadCount();
                break;
            default:
                return false;
        }

        text = _pattern[start.._position];
        return true;
    }

    /// <summary>Whether <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> stands here; any other brace stands for itself.</summary>
    private bool IsRepetition()
    {
        var end = SkipDigits(_position + 1);
        if (end == _position + 1)
        {
            return false;
        }

        end = end < _pattern.Length && _pattern[end] == ',' ? SkipDigits(end + 1) : end;
        return end < _pattern.Length && _pattern[end] == '}';
    }

    private int SkipDigits(int position)
    {
        while (position < _pattern.Length && char.IsAsciiDigit(_pattern[position]))
        {
            position++;
        }

        return position;
    }

    private int ReadCount()
    {
        var end = _pattern.IndexOf('}', _position);
        var bounds = _pattern[(_position + 1)..end].Split(',');
        _position = end + 1;
        var low = ReadBound(bounds[0]);
        var high = bounds is [_, { Length: > 0 } last] ? ReadBound(last) : low;
        return low <= high ? Math.Max(high, 1) : throw new RegexSyntaxException($"the repetition {{{low},{high}}} ends before it begins");
    }

    private static int ReadBound(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound <= MostRepeats
            ? bound
            : throw new RegexSyntaxException($"a repetition of {digits} exceeds {MostRepeats}");

    private void ReadBracket()
    {
        _position++;
        var negated = Current == '^' && !AtEnd;
        _position += negated ? 1 : 0;
        var set = new CodePointSet();
        for (var first = true; first || Current != ']'; first = false)
        {
            if (AtEnd)
            {
                throw new RegexSyntaxException("a ']' is missing");
            }

            if (!TakeNamedClass(set))
            {
                ReadRange(set, first);
            }
        }

        _position++;
        (negated ? set.Negate() : set).AppendTo(_output);
    }

    private bool TakeNamedClass(CodePointSet set)
    {
        var end = string.CompareOrdinal(_pattern, _position, "[:", 0, 2) == 0 ? _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return false;
        }

        var name = _pattern[(_position + 2)..end];
        var negated = name.StartsWith('^');
        var members = CharacterClass.Find(Encoding.UTF8.GetBytes(negated ? name[1..] : name))
            ?? throw new RegexSyntaxException($"there is no class [:{name}:]");
        set.AddAscii(members, negated);
        _position = end + 2;
        return true;
    }

    private void ReadRange(CodePointSet set, bool first)
    {
        if (Current == '-' && !first && !IsNext(1, ']'))
        {
            throw new RegexSyntaxException("a '-' in brackets stands between two characters, first or last");
        }

        var low = ReadCodePoint();
        var high = low;
        if (Current == '-' && !IsNext(1, ']'))
        {
            _position++;
            high = ReadCodePoint();
        }

        if (high < low)
        {
            throw new RegexSyntaxException("a range in brackets ends before it begins");
        }

        set.Add(low, high);
    }

    private bool IsNext(int offset, char c) => _position + offset < _pattern.Length && _pattern[_position + offset] == c;

    private int ReadCodePoint()
    {
        if (AtEnd)
        {
            throw new RegexSyntaxException("a ']' is missing");
        }

        if (Current == '\\')
        {
            _position++;
            return ReadEscape();
        }

        if (!Rune.TryGetRuneAt(_pattern, _position, out var rune))
        {
            throw new RegexSyntaxException("it is not valid UTF-8");
        }

        _position += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private int ReadEscape()
    {
        if (AtEnd)
        {
            throw new RegexSyntaxException("nothing follows the backslash");
        }

        var c = _pattern[_position++];
        return c switch
        {
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => ReadHexadecimal(),
            '0' or (>= '1' and <= '7') when c == '0' || Current is >= '0' and <= '7' => ReadOctal(c),
            _ when c < 0x80 && !char.IsAsciiLetterOrDigit(c) && c != '_' => c,
            _ => throw new RegexSyntaxException(UnknownEscape(c)),
        };
    }

    private static string UnknownEscape(char c) => c switch
    {
        'd' => "'\\d' is Perl's syntax; write [0-9]",
        'w' => "'\\w' is Perl's syntax; write [0-9A-Za-z_]",
        's' => "'\\s' is Perl's syntax; write [[:space:]]",
        'b' or 'B' or 'A' or 'z' => $"'\\{c}' is Perl's syntax; the whole text must match anyway",
        >= '0' and <= '9' => $"'\\{c}' refers back to a group, which RE2 does not do",
        _ => $"there is no escape '\\{c}'",
    };

    private int ReadOctal(char first)
    {
        var value = first - '0';
        for (var i = 0; i < 2 && Current is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (_pattern[_position++] - '0');
        }

        return value;
    }

    private int ReadHexadecimal()
    {
        var braces = Current == '{';
        var start = _position + (braces ? 1 : 0);
        var end = braces ? _pattern.IndexOf('}', start) : Math.Min(start + 2, _pattern.Length);
        if (end < 0
            || end == start
            || (!braces && end - start < 2)
            || !int.TryParse(_pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10FFFF)
        {
            throw new RegexSyntaxException("'\\x' is followed by two hexadecimal digits, or by a code point in braces");
        }

        _position = end + (braces ? 1 : 0);
        return value;
    }

    private void AppendLiteral(int codePoint)
    {
        var set = new CodePointSet();
        set.Add(codePoint, codePoint);
        set.AppendTo(_output);
    }

    /// <summary>How large a piece is once its repetitions are written out, and by how much the deepest of them multiplies.</summary>
    private readonly record struct Extent(int Size, int Repeats)
    {
        public Extent With(Extent other) => new(Size + other.Size, Math.Max(Repeats, other.Repeats));

        public Extent Times(int times) => new((int)Math.Min((long)Size * times, LargestSize + 1), (int)Math.Min((long)Repeats * times, MostRepeats + 1));
    }
}
