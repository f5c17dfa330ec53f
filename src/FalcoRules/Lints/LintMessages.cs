using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>All messages of lints.</summary>
internal static class LintMessages
{
    public static string Redefined(string kind, string name, SourceSpan previous, string key) =>
        $"The {kind} '{name}' is defined again and replaces the definition in {previous} completely: add 'override' (override: {{{key}: replace}}) if that is meant, or use another name.";

    public static string UnknownList(string name, IEnumerable<string> known) =>
        $"There is no list '{name}', so it is taken as a value{NearestName.Suggestion(name, known)}; write a value in quotes.";

    public static string MacroInParentheses(string name) =>
        $"'{name}' is a macro, not a list, so it is taken as a value: write the macro alone, without field and 'in'.";

    public static string TypographicQuotes(string value) =>
        $"The typographic quotes are a part of the value: write \"{Quoted.Show(value)}\" with straight quotes.";

    public static string OperatorInValue(string value, string word) =>
        $"'{Quoted.Show(value)}' is one value: write '{word}' with blanks around it, or put the value in quotes.";

    public static string EmptyValue(string field) =>
        $"An event without '{field}' has no value, which does not equal an empty string: write 'not {field} exists'.";

    public static string BlanksAroundValue(string value) => $"The blanks in the quotes are a part of the value: write \"{Quoted.Show(value)}\".";

    public static string Subresource(string value, string resource, string subresource) =>
        $"'{Quoted.Show(value)}' is the form of RBAC rules; events have two members: ka.target.resource = {Quoted.Show(resource)} and ka.target.subresource = {Quoted.Show(subresource)}.";

    public static string Wildcard(ComparedValue value)
    {
        var op = OperatorTable.Get(value.Comparison.Operator).Name;
        var several = value.Comparison.TakesList ? ", with 'anyof' before several values in parentheses" : "";
        return $"'{op}' compares '*' letter by letter: write '{value.Name} {WithoutWildcard(value.Text)}'{several}.";
    }

    public static string NetworkAsText(string network, string? field) => field is null
        ? $"'{network}' is compared as text, and no address equals it: compare the first letters of the address (startswith)."
        : $"'{network}' is compared as text, and no address equals it: write '{field} in ({network})'.";

    public static string NumberAsText(string op, string field, string? numberField) =>
        $"'{op}' compares the string '{field}' letter by letter, so that 9 is greater than 10: {(numberField is null ? "write 'in' with the values, or 'startswith'" : $"compare the number '{numberField}'")}.";

    public static string ResourceName(string word, string resource) =>
        $"Resources are plural and in lower case: write '{resource}' instead of '{Quoted.Show(word)}'.";

    public static string UnknownValue(string field, string value, string expected, string? instead) =>
        $"'{field}' is never '{Quoted.Show(value)}': expected {expected}{(instead is null ? "" : $"; write '{instead}'")}.";

    public static string InOnList(string field) =>
        $"'{field}' is a list, and 'in' is true only if all its values are in the parentheses: write 'intersects' if one is enough.";

    public static string ChangedList(string op, string list) =>
        $"'{op}' never finds a value of the list '{Quoted.Show(list)}' in Falco 0.44: compare the field itself, or match join(\" \", …) with 'regex' or 'icontains'.";

    public static string DottedPointer(string pointer, string instead) =>
        $"'{Quoted.Show(pointer)}' is the name of one member, which audit events do not have: write the JSON pointer '{Quoted.Show(instead)}'.";

    public static string NoMember(string pointer, string parent, string member, string? instead) =>
        $"'{Quoted.Show(pointer)}' never has a value: {(parent.Length == 0 ? "audit events have" : $"'{parent}' has")} no member '{Quoted.Show(member)}'{(instead is null ? "" : $"; write '{instead}'")}.";

    public static string Contradiction(string field, IEnumerable<string> parts) =>
        $"No value of '{field}' satisfies all of {string.Join(", ", parts.Select(part => $"'{Quoted.Show(part)}'"))}, so the condition is never true.";

    public static string NegatedPart(string part) => $"The condition needs both '{Quoted.Show(part)}' and 'not {Quoted.Show(part)}', so it is never true.";

    public static string AlwaysTrue(string field, IEnumerable<string> parts) =>
        $"Each value of '{field}' satisfies one of {string.Join(", ", parts.Select(part => $"'{Quoted.Show(part)}'"))}, so they exclude nothing: join them with 'and'.";

    public static string Shadowed(string rule, string earlier, SourceSpan location) =>
        $"The rule '{rule}' never raises an alert with 'rule_matching: first': the rule '{earlier}' ({location}) matches all its events before it.";

    /// <summary>A comparison that means what the wildcard was meant to mean.</summary>
    private static string WithoutWildcard(string value)
    {
        var text = value.Trim('*');
        return text.Length == 0 ? OperatorTable.Exists
            : text.Contains('*') ? $"glob {Shown(value)}"
            : value.StartsWith('*') ? $"{(value.EndsWith('*') ? Name(ComparisonOperator.Contains) : Name(ComparisonOperator.EndsWith))} {Shown(text)}"
            : $"{Name(ComparisonOperator.StartsWith)} {Shown(text)}";
    }

    private static string Name(ComparisonOperator op) => OperatorTable.Get(op).Name;

    private static string Shown(string text) => Quoted.Show(text);
}
