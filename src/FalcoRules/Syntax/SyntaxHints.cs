using System.Collections.Immutable;
using FalcoRules.Operators;

namespace FalcoRules.Syntax;

/// <summary>The table of words of other languages that are written in conditions, with what to write instead.</summary>
internal static class SyntaxHints
{
    private const char NoBreakSpace = '\u00A0';
    private const string TypographicQuotes = "“”„‘’‚«»";

    private static readonly ImmutableArray<Row> _connectives =
    [
        Words(SyntaxMessages.Write("and"), "&&", "&", "AND", "And"),
        Words(SyntaxMessages.Write("or"), "||", "|", "OR", "Or"),
    ];

    private static readonly ImmutableArray<Row> _negations = [Words(SyntaxMessages.Write("not"), "NOT", "Not", "!")];

    private static readonly ImmutableArray<Row> _operators =
    [
        Words(SyntaxMessages.NotBeforeField, "not", "notin", "nin", "not_in", "!in", "NOTIN"),
        Words(SyntaxMessages.Write("="), "equals", "equal", "eq", "is", "EQ", ":=", ":"),
        Words(SyntaxMessages.Write("!="), "ne", "NE", "isnt", "<>", "≠", "neq"),
        Words(SyntaxMessages.Write("<"), "lt"),
        Words(SyntaxMessages.Write("<="), "le", "lte"),
        Words(SyntaxMessages.Write(">"), "gt"),
        Words(SyntaxMessages.Write(">="), "ge", "gte"),
        Words(SyntaxMessages.PatternOperator, "matches", "match", "=~", "~", "~=", "like", "LIKE", "rlike", "regexp", "matchPattern"),
        Words(SyntaxMessages.Write("contains"), "has", "includes", "include", "contain", "HAS"),
        Words(SyntaxMessages.Write("startswith"), "starts", "starts_with", "beginswith", "begins", "start", "hasPrefix", "prefix"),
        Words(SyntaxMessages.Write("endswith"), "ends", "ends_with", "end", "hasSuffix", "suffix"),
        Words(SyntaxMessages.Write("exists"), "exist", "isset", "defined", "isNotNull"),
    ];

    /// <summary>What to write instead of a word, as a sentence after a blank; empty if the word is not known.</summary>
    /// <param name="expected">What the parser expects.</param>
    /// <param name="found">The word that it found.</param>
    /// <param name="isAfterMacro">Whether a macro is before the word.</param>
    public static string For(string expected, string found, bool isAfterMacro)
    {
        var hint = found.Contains(NoBreakSpace) ? SyntaxMessages.NoBreakSpace
            : found.Any(TypographicQuotes.Contains) ? SyntaxMessages.TypographicQuotes
            : expected == SyntaxMessages.Operator ? Find(_operators, found) ?? LowerCase(found)
            : expected == SyntaxMessages.Condition ? Find(_negations, found) ?? (found.StartsWith('=') ? SyntaxMessages.TagOfYaml : null)
            : expected == SyntaxMessages.List && found.StartsWith('[') ? SyntaxMessages.ParenthesesForList
            : SyntaxMessages.IsBlankAfter(expected) && found.Length == 0 ? SyntaxMessages.ConditionIsMissing
            : expected is not (SyntaxMessages.EndOfCondition or SyntaxMessages.CloseParenthesis) ? null
            : found.StartsWith('#') ? SyntaxMessages.Comment
            : Find(_connectives, found) ?? (isAfterMacro && IsMeantAsOperator(found) ? SyntaxMessages.FieldBeforeOperator : null);
        return hint is null ? "" : $" {hint}";
    }

    /// <summary>The hint about a word in the place of a macro; null if it may be one.</summary>
    public static string? ForMacro(string name) =>
        name.ToLowerInvariant() is "and" or "or" or "not" ? Find(_negations, name) ?? Find(_connectives, name) : null;

    /// <summary>The hint about a word; signs may be followed by something else without a blank.</summary>
    private static string? Find(ImmutableArray<Row> rows, string found) =>
        rows.FirstOrDefault(row => row.Words.Any(word => char.IsLetter(word[0]) ? found == word : found.StartsWith(word, StringComparison.Ordinal)))?.Hint;

    private static string? LowerCase(string found) =>
        found.ToLowerInvariant() is var lower && lower != found && IsOperator(lower) ? SyntaxMessages.Write(lower) : null;

    private static bool IsMeantAsOperator(string word) => word != "not" && (IsOperator(word) || Find(_operators, word) is not null);

    private static bool IsOperator(string word) => OperatorTable.Find(word) is not null || word == OperatorTable.Exists;

    private static Row Words(string hint, params ImmutableArray<string> words) => new(hint, words);

    private sealed record Row(string Hint, ImmutableArray<string> Words);
}
