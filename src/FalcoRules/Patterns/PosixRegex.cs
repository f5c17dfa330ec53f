using System.Text;
using System.Text.RegularExpressions;

namespace FalcoRules.Patterns;

/// <summary>
/// Parses regular expressions in Falco's syntax, RE2 in POSIX mode, and translates them for .NET's engine that never
/// backtracks. Characters are Unicode code points; <c>^</c> and <c>$</c> match at lines, <c>.</c> matches no line end; the whole text must match.
/// Syntax that RE2 rejects in that mode (Perl's classes, groups and assertions) is rejected.
/// </summary>
internal sealed partial class PosixRegex
{
    private const int MaxRepeats = 1000;
    private const int MaxRepetitionsInARow = 50;
    private const int MaxSize = 100_000;
    private const int MaxNesting = 200;

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _nesting;

    /// <summary>RE2 accepts programs of 8 MiB, far more than .NET's default of ten thousand nodes.</summary>
    static PosixRegex() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", MaxSize);

    private PosixRegex(string pattern) => _pattern = pattern;

    private bool AtEnd => _position == _pattern.Length;

    private char Current => AtEnd ? '\0' : _pattern[_position];

    /// <summary>Compiles an expression that matches whole texts.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid or too large.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);
        }
        catch (NotSupportedException)
        {
            throw new RegexSyntaxException("it is too large once its repetitions are written out");
        }
    }

    /// <summary>The expression in .NET's syntax.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid.</exception>
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
            if (extent.Size > MaxSize)
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
            if (count > MaxRepetitionsInARow)
            {
                throw new RegexSyntaxException($"more than {MaxRepetitionsInARow} repetitions follow each other");
            }

            // Without Perl's syntax a second repetition repeats the first: "a*?" is "(a*)?".
            _output.Insert(start, "(?:").Append(')').Append(text);
            extent = extent.Times(times);
            if (extent.Repeats > MaxRepeats)
            {
                throw new RegexSyntaxException($"repetitions within repetitions exceed {MaxRepeats}");
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

        if (++_nesting > MaxNesting)
        {
            throw new RegexSyntaxException($"more than {MaxNesting} groups stand inside each other");
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

    private void AppendLiteral(int codePoint)
    {
        var set = new CodePointSet();
        set.Add(codePoint, codePoint);
        set.AppendTo(_output);
    }

    /// <summary>The size of a piece with its repetitions expanded, and the factor of the deepest of them.</summary>
    private readonly record struct Extent(int Size, int Repeats)
    {
        public Extent With(Extent other) => new(Size + other.Size, Math.Max(Repeats, other.Repeats));

        public Extent Times(int times) => new((int)Math.Min((long)Size * times, MaxSize + 1), (int)Math.Min((long)Repeats * times, MaxRepeats + 1));
    }
}
