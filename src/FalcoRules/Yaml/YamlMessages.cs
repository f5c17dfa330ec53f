namespace FalcoRules.Yaml;

/// <summary>All messages about texts that are not valid YAML or exceed a limit.</summary>
internal static class YamlMessages
{
    public const string KeyIsNotScalar = "a key must be a string";

    public const string Unexpected = "unexpected character or end";

    public const string MissingValue = "a value is missing";

    public static string NotYaml(string cause) => $"Invalid YAML: {LowerFirst(cause.TrimEnd('.'))}.";

    public static string TooLarge(int maxSize) => $"the text has more than {maxSize} characters, which is the maximum";

    public static string TooDeep(int maxDepth) => $"sequences and mappings are nested more than {maxDepth} levels deep";

    public static string TooManyNodes(int maxNodes) => $"with its aliases expanded, the file has more than {maxNodes} nodes";

    public static string UnknownAlias(string name) => $"the alias '*{name}' has no anchor '&{name}' before it";

    public static string RecursiveAlias(string name) => $"the alias '*{name}' is inside its own anchor '&{name}'";

    // Mistakes that are recognized by the text around an error.

    public const string Tab = "the line is indented with a tab; YAML allows only spaces there, so replace the tab";

    public const string Template = "'{{' begins an expression of a template (Helm, Go); render the template first, and validate the result";

    public const string QuoteStar = "a text that begins with '*' must be in quotes";

    public const string UnknownEscape =
        "an unknown escape sequence in double quotes; write the text in single quotes or after '>', where a backslash is an ordinary character";

    public const string ColonInText =
        "the text contains ': ', which YAML reads as the end of a key; put the text in quotes, or write it in the next line after '>'";

    public const string Markup = "this is a web page or XML; download the file itself, on GitHub with 'Raw'";

    public static string CannotStartValue(char first) => $"a text cannot begin with '{first}'; put it in quotes, or write it in the next line after '>'";

    public static string IndentedTooFar(int spaces, int expected, string key) =>
        $"the line is indented by {spaces} spaces, and the key '{key}' before it by {expected}, so it continues the value of '{key}'; indent both alike";

    public static string WrongIndentation(int spaces, int expected, string key) => spaces == expected
        ? "the line is neither an item ('- ') nor a key with a value"
        : $"the line is indented by {spaces} {(spaces == 1 ? "space" : "spaces")}, and the key '{key}' before it by {expected}; the keys of an item need the same indentation, and an item begins with '- '";

    public static string BlockNotIndented(string key) => $"the text of '{key}' must be indented further than its key";

    public static string OpenQuote(char quote) =>
        $"the text that begins with {quote} here has no closing {quote} at its indentation; add the quote, or indent the lines of the text further than its key";

    public static string TextAfterQuote(char quote) =>
        $"text follows the closing {quote}; put the whole text in quotes (in single quotes, ' is written ''), or write it in the next line after '>'";

    public static string OpenBracket(char bracket) => $"this '{bracket}' is never closed";

    public static string CloseBracket(char bracket) => $"nothing is open that this '{bracket}' closes";

    private static string LowerFirst(string sentence) => sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
