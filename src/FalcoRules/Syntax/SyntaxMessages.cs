using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>All messages about the syntax of conditions and outputs: what was found, what was expected, what to do.</summary>
internal static class SyntaxMessages
{
    // What the parser expects.
    public const string Condition = "a field, a transformer, a macro, 'not' or '('";
    public const string EndOfCondition = "'and', 'or' or the end of the condition";
    public const string CloseParenthesis = "'and', 'or' or ')'";
    public const string CloseList = "',' or ')'";
    public const string CloseTransformer = "',' or ')' after the transformer's arguments";
    public const string CloseBracket = "']'";
    public const string FirstItem = "a value or ')'";
    public const string Item = "a value";
    public const string Number = "a number, val(field) or a transformer";
    public const string Value = "a value, val(field) or a transformer";
    public const string List = "a list in parentheses, the name of a list, val(field) or a transformer";
    public const string FieldArgument = "the field's argument: a word, or a string in quotes";
    public const string FieldInVal = "a field: val() takes nothing else";
    public const string TransformerArgument = "a field, a transformer, a string in quotes, a number or a list in parentheses";
    public const string TransformerListItem = "a field, a transformer, a string in quotes or a number";
    public const string FieldAfterPercent = "a field or a transformer after '%' (a percent sign is written '%%')";
    public const string ClosePercent = "')' after the field";

    private const string BlankAfterStart = "a space or '(' after '";

    public const string NoFieldAfterPercent = "No field or transformer follows this '%'; a percent sign is written '%%'.";

    public const string UnfinishedEscape = "Nothing follows the backslash; a backslash is written '\\\\'.";
    public const string BadHexadecimalEscape = "'\\x' must be followed by two hexadecimal digits, as in '\\x41'.";

    // Hints about words of other languages.
    public const string NotBeforeField = "Write 'not' before the field: not field in (a, b).";
    public const string PatternOperator = "Write 'regex' for a regular expression, 'glob' for wildcards, or 'contains' for a part of the value.";
    public const string NoBreakSpace = "It contains a no-break space (U+00A0), which a word processor or web page has inserted: write an ordinary space.";
    public const string TypographicQuotes = "Write straight quotes (\" or ') instead of typographic ones.";
    public const string ParenthesesForList = "Write the values in parentheses: (a, b).";
    public const string Comment = "A text after '>' or '|' has no comments: write the comment on a line before the key.";
    public const string TagOfYaml = "If the condition begins with '!', YAML takes its first word as a tag: write 'not' instead of '!'.";
    public const string ConditionIsMissing = "Write a condition after it, or remove it.";
    public const string FieldBeforeOperator = "The word before it is not a field: a field is written 'class.name', as in ka.verb.";

    public static string Write(string word) => $"Write '{word}'.";

    /// <summary>All operators.</summary>
    public static string Operator { get; } =
        $"an operator: {OperatorTable.Exists}, {string.Join(", ", OperatorTable.All.Select(row => row.Name))}";

    /// <summary>All transformers that are allowed on the left.</summary>
    private static string TransformerNames { get; } = string.Join(", ", TransformerTable.All.Where(row => !row.IsOnRightOnly).Select(row => row.Name));

    public static string Expected(string expected, string found, bool isAfterMacro = false) =>
        $"Expected {expected}, found {(found.Length == 0 ? "the end" : $"'{Quoted.Show(found)}'")}.{SyntaxHints.For(expected, found, isAfterMacro)}";

    public static string ExpectedWithHint(string expected, string found, string hint) => $"Expected {expected}, found '{found}'. {hint}";

    public static string WidthTooLarge(int largest) => $"The width before a field is more than {largest} bytes, which is the maximum.";

    public static string BlankAfter(string keyword) => $"{BlankAfterStart}{keyword}'";

    public static bool IsBlankAfter(string expected) => expected.StartsWith(BlankAfterStart, StringComparison.Ordinal);

    public static string NestedTooDeeply(int limit) => $"Parentheses are nested more than {limit} levels deep; split the condition into macros.";

    public static string UnterminatedString(char quote) =>
        $"The string that starts here has no closing {quote}. A quote after a backslash does not end a string.";

    public static string EscapedOtherQuote(char escaped, char quote) => $"A string in {quote} takes {escaped} without a backslash.";

    public static string UnknownEscape(char c) =>
        $"'\\{Quoted.Show(c.ToString())}' is not an escape sequence; use one of \\b, \\f, \\n, \\r, \\t, \\\\, \\/, \\\", \\' and \\xNN. A backslash is written '\\\\'.";

    public static string NotATransformer(string name) => name == "val"
        ? "val() is allowed only on the right of an operator; on the left write the field alone."
        : $"'{name}' is not a transformer{NearestName.Suggestion(name, TransformerTable.All.Select(row => row.Name))}; use one of {TransformerNames}.";
}
