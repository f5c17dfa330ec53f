using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>
/// Scans the words of conditions and outputs as Falco does (libsinsp, filter/parser.h): each method consumes one kind of word at the current
/// position, or does not change the position. Every character is read a bounded number of times.
/// </summary>
internal sealed class Scanner(MappedText source)
{
    private const string NotInBareText = "()\"'=,";
    private const string NotInBareArgument = "[]\"'";

    // Falco's own limit, a thousand calls of its parser, is equal to about two hundred parentheses.
    private const int MaxNesting = 256;

    private readonly string _text = source.Text;
    private int _nesting;

    /// <summary>The next character's offset.</summary>
    public int Position { get; set; }

    /// <summary>Whether the position is at the end.</summary>
    public bool AtEnd => Position >= _text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Current => CharAt(Position);

    /// <summary>Whether a blank or a line end is next.</summary>
    public bool AtBlank => !AtEnd && IsBlank(Current);

    /// <summary>The origin of the text from <paramref name="start"/> to the current position.</summary>
    public SourceSpan From(int start) => source.Origin(new TextSpan(start, Position - start));

    /// <summary>Enters a parenthesis that starts at <paramref name="start"/>; an error if the nesting is too deep.</summary>
    public void Enter(int start)
    {
        if (++_nesting > MaxNesting)
        {
            throw Error(start, SyntaxMessages.NestedTooDeeply(MaxNesting));
        }
    }

    /// <summary>Leaves a parenthesis.</summary>
    public void Leave() => _nesting--;

    /// <summary>Consumes blanks and line ends; false if there are none.</summary>
    public bool TakeBlanks() => TakeWhile(IsBlank);

    /// <summary>Consumes exactly that text.</summary>
    public bool Take(string expected)
    {
        if (string.CompareOrdinal(_text, Position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>Consumes that word and the blank after it; false if no blank follows.</summary>
    public bool TakeWordAndBlanks(string word)
    {
        var start = Position;
        if (Take(word) && TakeBlanks())
        {
            return true;
        }

        Position = start;
        return false;
    }

    /// <summary>Consumes a letter and the letters, digits and underscores that follow.</summary>
    public string? TakeIdentifier()
    {
        var start = Position;
        return TakeSegment() ? _text[start..Position] : null;
    }

    /// <summary>Consumes at least two identifiers joined by dots.</summary>
    public string? TakeFieldName()
    {
        var start = Position;
        var dots = 0;
        for (var more = TakeSegment(); more && Current == '.' && char.IsAsciiLetter(CharAt(Position + 1)); dots++)
        {
            Position++;
            TakeSegment();
        }

        if (dots > 0)
        {
            return _text[start..Position];
        }

        Position = start;
        return null;
    }

    /// <summary>Consumes a decimal or hexadecimal number.</summary>
    public string? TakeNumber()
    {
        var start = Position;
        return TakeHexadecimal() || TakeDecimal() ? _text[start..Position] : null;
    }

    /// <summary>Consumes a string in single or double quotes and returns its value.</summary>
    public string? TakeQuoted()
    {
        if (Current is not ('"' or '\''))
        {
            return null;
        }

        var start = Position;
        var quote = Current;
        for (Position++; !AtEnd; Position++)
        {
            if (Current == quote && CharAt(Position - 1) != '\\')
            {
                Position++;
                return Unescape(start);
            }
        }

        throw new SyntaxException(source.Origin(new TextSpan(start, 1)), SyntaxMessages.UnterminatedString(quote));
    }

    /// <summary>Consumes a value without quotes.</summary>
    public string? TakeBareText() => TakeText(static c => IsBareCharacter(c));

    /// <summary>Consumes a field's argument without quotes.</summary>
    public string? TakeBareArgument() => TakeText(static c => !IsBlank(c) && !NotInBareArgument.Contains(c));

    /// <summary>Whether a value can be written without quotes.</summary>
    public static bool IsBareText(string text)
    {
        // A loop: this is called for each constant of the rules, and an enumerator of characters costs several calls for each of them.
        foreach (var c in text)
        {
            if (!IsBareCharacter(c) || char.IsSurrogate(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>Whether a text is a number and nothing else.</summary>
    public static bool IsNumber(string text)
    {
        var scanner = new Scanner(MappedText.Whole(new SourceText("", text)));
        return scanner.TakeNumber() is not null && scanner.AtEnd;
    }

    /// <summary>Whether a field's argument is written without quotes, as Falco does in the names of output fields.</summary>
    public static bool IsBareArgument(string text) =>
        text.Length > 0 && text.All(c => !IsBlank(c) && !NotInBareArgument.Contains(c) && c is not ('=' or '\\') && !char.IsSurrogate(c) && !char.IsControl(c));

    /// <summary>An error at the current position.</summary>
    /// <param name="expected">What is expected there.</param>
    /// <param name="isAfterMacro">Whether a macro is before it.</param>
    public SyntaxException Expected(string expected, bool isAfterMacro = false) =>
        new(NextWord(), SyntaxMessages.Expected(expected, FoundWord(), isAfterMacro));

    /// <summary>An error about the text that was consumed since <paramref name="start"/>.</summary>
    public SyntaxException Error(int start, string message) => new(From(start), message);

    /// <summary>Whether one of <c>and</c>, <c>or</c>, <c>not</c> is next as a separate word.</summary>
    public bool IsKeywordNext => IsKeyword("and") || IsKeyword("or") || IsKeyword("not");

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r') or '\b';

    private static bool IsBareCharacter(char c) => !IsBlank(c) && !NotInBareText.Contains(c);

    private bool IsKeyword(string word) =>
        string.CompareOrdinal(_text, Position, word, 0, word.Length) == 0 && !IsWordCharacter(CharAt(Position + word.Length));

    private char CharAt(int position) => position < _text.Length ? _text[position] : '\0';

    private string? TakeText(Func<char, bool> belongs)
    {
        var start = Position;
        return TakeWhile(belongs) ? _text[start..Position] : null;
    }

    private bool TakeWhile(Func<char, bool> belongs)
    {
        var start = Position;
        while (!AtEnd && belongs(_text[Position]))
        {
            Position++;
        }

        return Position > start;
    }

    private bool TakeSegment() => char.IsAsciiLetter(Current) && TakeWhile(IsWordCharacter);

    private bool TakeHexadecimal()
    {
        var start = Position;
        Position += 2;
        if (CharAt(start) == '0' && CharAt(start + 1) is 'x' or 'X' && TakeWhile(char.IsAsciiHexDigit))
        {
            return true;
        }

        Position = start;
        return false;
    }

    private bool TakeDecimal()
    {
        var start = Position;
        if (Current is '+' or '-')
        {
            Position++;
        }

        if (!TakeWhile(char.IsAsciiDigit))
        {
            Position = start;
            return false;
        }

        if (Current == '.')
        {
            Position++;
            TakeWhile(char.IsAsciiDigit);
        }

        TakeExponent();
        return true;
    }

    private void TakeExponent()
    {
        var start = Position;
        if (Current is 'e' or 'E' && CharAt(Position + 1) is '+' or '-')
        {
            Position += 2;
            if (TakeWhile(char.IsAsciiDigit))
            {
                return;
            }
        }

        Position = start;
    }

    private string Unescape(int start) => TextEscapes.Read(_text.AsSpan(start, Position - start), (offset, length, message) =>
        new SyntaxException(source.Origin(new TextSpan(start + offset, length)), message));

    private SourceSpan NextWord() => source.Origin(new TextSpan(Position, AtEnd ? 0 : FoundWord().Length));

    private string FoundWord()
    {
        const int longest = 32;
        var end = Math.Min(Position + 1, _text.Length);
        while (end < _text.Length && end - Position < longest && IsBareCharacter(_text[end - 1]) && IsBareCharacter(_text[end]))
        {
            end++;
        }

        return _text[Position..end];
    }
}
