using FalcoRules.Evaluation;
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
    public const string CloseTransformer = "',' or ')' behind the transformer's arguments";
    public const string CloseBracket = "']'";
    public const string FirstItem = "a value or ')'";
    public const string Item = "a value";
    public const string Number = "a number, val(field) or a transformer";
    public const string Value = "a value, val(field) or a transformer";
    public const string List = "a list in parentheses, the name of a list, val(field) or a transformer";
    public const string FieldArgument = "the field's argument: a word, or a text in quotes";
    public const string FieldInVal = "a field: val() takes nothing else";
    public const string TransformerArgument = "a field, a transformer, a text in quotes, a number or a list in parentheses";
    public const string TransformerListItem = "a field, a transformer, a text in quotes or a number";
    public const string FieldAfterPercent = "a field or a transformer behind '%' (a percent sign is written '%%')";
    public const string ClosePercent = "')' behind the field";

    public const string NoFieldAfterPercent = "No field or transformer follows this '%'; a percent sign is written '%%'.";

    public const string UnfinishedEscape = "Nothing follows the backslash; a backslash is written '\\\\'.";
    public const string BadHexadecimalEscape = "'\\x' must be followed by two hexadecimal digits, as in '\\x41'.";

    /// <summary>All operators.</summary>
    public static string Operator { get; } =
        $"an operator: {OperatorTable.Exists}, {string.Join(", ", OperatorTable.All.Select(row => row.Name))}";

    /// <summary>All transformers that are allowed on the left.</summary>
    private static string TransformerNames { get; } = string.Join(", ", TransformerTable.All.Where(row => row.Kind != TransformerKind.Val).Select(row => row.Name));

    public static string Expected(string expected, string found) => $"Expected {expected}, found {(found.Length == 0 ? "the end" : $"'{Quoted.Show(found)}'")}.";

    public static string WidthTooLarge(int largest) => $"A width of more than {largest} bytes stands before a field.";

    public static string BlankAfter(string keyword) => $"a blank or '(' behind '{keyword}'";

    public static string NestedTooDeeply(int limit) => $"More than {limit} parentheses stand inside each other; split the condition into macros.";

    public static string UnterminatedText(char quote) => $"The text that starts here has no closing {quote}. A quote behind a backslash does not end a text.";

    public static string EscapedOtherQuote(char escaped, char quote) => $"A text in {quote} takes {escaped} as it is, without a backslash.";

    public static string UnknownEscape(char c) =>
        $"'\\{Quoted.Show(c.ToString())}' is no escape; there are \\b, \\f, \\n, \\r, \\t, \\\\, \\/, \\\", \\' and \\xNN. A backslash is written '\\\\'.";

    public static string NotATransformer(string name) => name == "val"
        ? "val() belongs on the right of an operator; on the left write the field alone."
        : $"'{name}' is no transformer{NearestName.Suggestion(name, TransformerTable.All.Select(row => row.Name))}; there are {TransformerNames}.";
}
