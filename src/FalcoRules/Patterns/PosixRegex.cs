namespace FalcoRules.Patterns;

/// <summary>
/// Parses regular expressions in Falco's syntax, RE2 in POSIX mode. Characters are Unicode code points; <c>^</c> and <c>$</c> match at lines,
/// <c>.</c> matches no line end. Syntax that RE2 rejects in that mode (Perl's classes, groups and assertions) is rejected.
/// </summary>
internal sealed partial class PosixRegex
{
    // RE2's limits of repetitions and nesting.
    private const int MaxRepeats = 1000;
    private const int MaxRepetitionsInARow = 50;
    private const int MaxNesting = 200;

    private static readonly RegexNode _anyCharacter = new RegexNode.Characters(CodePointSet.Of('\n').Negate());

    private readonly string _pattern;
    private int _position;
    private int _nesting;

    private PosixRegex(string pattern) => _pattern = pattern;

    private bool AtEnd => _position == _pattern.Length;

    private char Current => AtEnd ? '\0' : _pattern[_position];

    /// <summary>Reads an expression.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid.</exception>
    public static RegexNode Parse(string pattern)
    {
        var parser = new PosixRegex(pattern);
        var part = parser.ReadAlternatives();
        return parser.AtEnd ? part.Node : throw new RegexSyntaxException("')' closes nothing");
    }

    private Part ReadAlternatives()
    {
        var part = ReadSequence();
        if (Current != '|')
        {
            return part;
        }

        var (nodes, repeats) = (new List<RegexNode> { part.Node }, part.Repeats);
        while (Current == '|')
        {
            _position++;
            part = ReadSequence();
            nodes.Add(part.Node);
            repeats = Math.Max(repeats, part.Repeats);
        }

        return new Part(RegexNode.Choose(nodes), repeats);
    }

    private Part ReadSequence()
    {
        var (nodes, repeats) = (new List<RegexNode>(), 1);
        while (!AtEnd && Current is not ('|' or ')'))
        {
            var part = ReadRepeated();
            nodes.Add(part.Node);
            repeats = Math.Max(repeats, part.Repeats);
        }

        return new Part(RegexNode.Join(nodes), repeats);
    }

    private Part ReadRepeated()
    {
        var part = ReadAtom();
        for (var count = 1; TakeRepetition(out var min, out var max); count++)
        {
            if (count > MaxRepetitionsInARow)
            {
                throw new RegexSyntaxException($"more than {MaxRepetitionsInARow} repetitions follow each other");
            }

            // Without Perl's syntax a second repetition repeats the first: "a*?" is "(a*)?".
            part = new Part(part.Node.Repeat(min, max), part.Repeats * Math.Max(1, max ?? min));
            if (part.Repeats > MaxRepeats)
            {
                throw new RegexSyntaxException($"repetitions within repetitions exceed {MaxRepeats}");
            }
        }

        return part;
    }

    private Part ReadAtom()
    {
        switch (Current)
        {
            case '(':
                return ReadGroup();
            case '[':
                return Part.Of(ReadBracket());
            case '.':
                _position++;
                return new Part(_anyCharacter, 1);
            case '^':
                _position++;
                return new Part(new RegexNode.LineStart(), 1);
            case '$':
                _position++;
                return new Part(new RegexNode.LineEnd(), 1);
            case '*' or '+' or '?':
                throw new RegexSyntaxException($"there is nothing before '{Current}' that it could repeat");
            case '{' when IsRepetition():
                throw new RegexSyntaxException("there is nothing before '{' that it could repeat");
            default:
                return Part.Of(CodePointSet.Of(ReadCodePoint()));
        }
    }

    private Part ReadGroup()
    {
        _position++;
        if (Current == '?')
        {
            throw new RegexSyntaxException("'(?' is Perl's syntax; a group is written (…)");
        }

        if (++_nesting > MaxNesting)
        {
            throw new RegexSyntaxException($"groups are nested more than {MaxNesting} deep");
        }

        var part = ReadAlternatives();
        if (AtEnd)
        {
            throw new RegexSyntaxException("a ')' is missing");
        }

        _position++;
        _nesting--;
        return part;
    }

    /// <summary>A part and the product of the counts of its deepest repetitions, which RE2 limits.</summary>
    private readonly record struct Part(RegexNode Node, int Repeats)
    {
        public static Part Of(CodePointSet set) => new(new RegexNode.Characters(set), 1);
    }
}
