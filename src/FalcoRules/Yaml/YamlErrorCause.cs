using FalcoRules.Text;

namespace FalcoRules.Yaml;

/// <summary>
/// Finds the mistake behind an error of the YAML parser, which names a rule of the grammar and often a later place. Each row of the table recognizes one
/// mistake by the text around the error.
/// </summary>
internal static class YamlErrorCause
{
    private const string CannotStartValue = "%@`";

    private static readonly Func<Context, (TextSpan Span, string Message)?>[] _causes =
        [Tab, Template, Start, Alias, Escape, Colon, Quote, OpenBracket, CloseBracket, Block, Indentation];

    /// <summary>The location and the description of the mistake; those of the parser if it is not known.</summary>
    public static (TextSpan Span, string Message) Find(SourceText source, TextSpan span, string message)
    {
        var context = new Context(source, span, message);
        return _causes.Select(cause => cause(context)).FirstOrDefault(found => found is not null) ?? (span, message);
    }

    private static (TextSpan Span, string Message)? Tab(Context at)
    {
        if (!at.Message.Contains(" tab", StringComparison.Ordinal))
        {
            return null;
        }

        for (var line = at.Line; line <= at.LineCount; line++)
        {
            var text = at.Source.Line(line);
            var tab = text.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && text.AsSpan(0, tab).Trim(' ').IsEmpty)
            {
                return (new TextSpan(at.Source.Offset(line, tab + 1), 1), YamlMessages.Tab);
            }
        }

        return null;
    }

    private static (TextSpan Span, string Message)? Template(Context at) =>
        at.Text.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var open ? (at.InLine(open, at.Text.Length - open), YamlMessages.Template) : null;

    private static (TextSpan Span, string Message)? Start(Context at) =>
        at.Message.Contains("cannot start any token", StringComparison.Ordinal) && CannotStartValue.Contains(at.Character)
            ? (at.Span with { Length = 1 }, YamlMessages.CannotStartValue(at.Character))
            : null;

    private static (TextSpan Span, string Message)? Alias(Context at) =>
        at.Character == '*' && at.Message.Contains("the alias", StringComparison.Ordinal) ? (at.Span, $"{at.Message}; {YamlMessages.QuoteStar}") : null;

    private static (TextSpan Span, string Message)? Escape(Context at) =>
        at.Message.Contains("unknown escape", StringComparison.Ordinal) ? (at.Span, YamlMessages.UnknownEscape) : null;

    /// <summary>The first colon of a line ends a key, so the line is indented too far; a further one is in the text.</summary>
    private static (TextSpan Span, string Message)? Colon(Context at)
    {
        if (!at.Message.Contains("found invalid mapping", StringComparison.Ordinal))
        {
            return null;
        }

        var isFirst = !at.Text.AsSpan(0, at.Column).Contains(": ", StringComparison.Ordinal);
        return isFirst && at.KeyLineBefore is { } key
            ? (at.InLine(at.Indent, at.Column - at.Indent), YamlMessages.IndentedTooFar(at.Indent, key.Indent, key.Name))
            : (at.Span with { Length = 1 }, YamlMessages.ColonInText);
    }

    private static (TextSpan Span, string Message)? Quote(Context at)
    {
        if (at.Character is '"' or '\'' && at.Message.Contains("scalar, found", StringComparison.Ordinal))
        {
            return (at.Span with { Length = 1 }, YamlMessages.OpenQuote(at.Character));
        }

        var value = at.Text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? at.Text.AsSpan(colon + 1).TrimStart() : default;
        return at.Column > at.Indent && value is ['"' or '\'', ..] && at.Message.Contains("expected key", StringComparison.Ordinal)
            ? (at.Span, YamlMessages.TextAfterQuote(value[0]))
            : null;
    }

    /// <summary>A flow sequence or mapping that is still open in the lines before.</summary>
    private static (TextSpan Span, string Message)? OpenBracket(Context at)
    {
        for (var line = Math.Min(at.Line, at.LineCount); line > 0; line--)
        {
            var text = at.Source.Line(line);
            var open = text.LastIndexOfAny(['[', '{']);
            if (open >= 0 && (line < at.Line || at.Message == YamlMessages.Unexpected))
            {
                return text.IndexOf(text[open] == '[' ? ']' : '}', open) < 0
                    ? (new TextSpan(at.Source.Offset(line, open + 1), 1), YamlMessages.OpenBracket(text[open]))
                    : null;
            }

            if (line < at.Line && text.TrimStart().StartsWith("- ", StringComparison.Ordinal) && at.Message != YamlMessages.Unexpected)
            {
                return null;
            }
        }

        return null;
    }

    private static (TextSpan Span, string Message)? CloseBracket(Context at) =>
        at.Character is ']' or '}' ? (at.Span with { Length = 1 }, YamlMessages.CloseBracket(at.Character)) : null;

    private static (TextSpan Span, string Message)? Block(Context at) =>
        at.Column == at.Indent && at.KeyLineBefore is { } key && at.Indent <= key.Indent
            && key.Text.TrimEnd() is [.., '>' or '|'] or [.., '>' or '|', '-' or '+']
            ? (at.Span, YamlMessages.BlockNotIndented(key.Name))
            : null;

    private static (TextSpan Span, string Message)? Indentation(Context at) =>
        at.Column == at.Indent && at.KeyLineBefore is { } key && (at.Message.Contains("expected key", StringComparison.Ordinal)
            || at.Message.Contains("expected '-'", StringComparison.Ordinal))
            ? (at.Span, YamlMessages.WrongIndentation(at.Indent, key.Indent, key.Name))
            : null;

    /// <summary>The text around an error.</summary>
    private sealed class Context(SourceText source, TextSpan span, string message)
    {
        private readonly TextPosition _position = source.Position(span.Start);

        public SourceText Source => source;

        public TextSpan Span => span;

        /// <summary>What the parser says.</summary>
        public string Message => message;

        public int Line => _position.Line;

        /// <summary>The column, from 0.</summary>
        public int Column => Math.Min(_position.Column - 1, Text.Length);

        public string Text => source.Line(Line);

        public int LineCount { get; } = source.Position(source.Text.Length).Line;

        /// <summary>The character at the error; NUL at the end.</summary>
        public char Character => span.Start < source.Text.Length ? source.Text[span.Start] : '\0';

        /// <summary>The number of spaces before the text of the line.</summary>
        public int Indent => Text.Length - Text.AsSpan().TrimStart(' ').Length;

        /// <summary>The last line before with a key: the column of the key from 0, the key and the line.</summary>
        public (int Indent, string Name, string Text)? KeyLineBefore
        {
            get
            {
                for (var line = Line - 1; line > 0; line--)
                {
                    var text = source.Line(line);
                    var key = text.AsSpan().TrimStart(" -");
                    var colon = key.IndexOf(':');
                    if (colon > 0 && !key.StartsWith("#") && !key[..colon].ContainsAny(" \"'("))
                    {
                        return (text.Length - key.Length, key[..colon].ToString(), text);
                    }
                }

                return null;
            }
        }

        /// <summary>A span of the line.</summary>
        public TextSpan InLine(int start, int length) => new(source.Offset(Line, start + 1), length);
    }
}
