using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>All messages about fields, types and constants.</summary>
internal static class BindingMessages
{
    public const string NulInValue = "A value cannot contain the byte 0, because no field value contains it.";
    public const string MacrosNestedTooDeeply = "The condition is nested too deeply after its macros are resolved; use fewer nested macros.";
    public const string UnsafeNotAvailable = "'<NA>' is what outputs show for a field without a value; no value equals it. Use 'exists'.";

    public static string ValueTooLong(int length, int max) =>
        $"The value has {length} bytes, and Falco accepts at most {max}; split it into several values or comparisons.";

    public static string UndefinedMacro(string name) => $"There is no macro '{Quoted.Show(name)}' before this condition. A field is written 'class.name'.";

    public static string UndefinedList(string name) => $"There is no list '{Quoted.Show(name)}', so it is taken as a value: write ({Quoted.Show(name)}).";

    public static string NameAmongArguments(string name) =>
        $"There is no list '{Quoted.Show(name)}'. Write a field as 'class.name' and a string in quotes.";

    public static string UnknownField(string name, EventSource source) =>
        $"The event source '{source.Name}' has no field '{name}'{FieldHints.For(name, source)}.";

    public static string FieldOfSystemCalls(string prefix) => $"; fields '{prefix}.*' are those of system calls, for rules with 'source: syscall'";

    public static string UnknownFieldPrefix(IEnumerable<string> prefixes) => $"; its fields begin with {string.Join(", ", prefixes)}";

    public static string ArgumentMissing(FieldDefinition field) => $"'{field.Name}' needs an argument: {field.Name}[{ArgumentName(field)}].";

    public static string ArgumentNotAllowed(FieldDefinition field, string argument) => $"'{field.Name}' takes no argument, found [{Quoted.Show(argument)}].";

    public static string ArgumentNotAnIndex(FieldDefinition field, string argument) =>
        $"'{field.Name}' takes an index, a number from 0 without leading zeros, found [{Quoted.Show(argument)}].";

    public static string WrongArgumentCount(TransformerDefinition transformer, int count) =>
        $"{transformer.Name}() takes {transformer.Arguments}, found {(count == 1 ? "1 argument" : $"{count} arguments")}.";

    public static string WrongArgumentTypes(TransformerDefinition transformer, IEnumerable<TypedSource> arguments) =>
        $"{transformer.Name}() takes {transformer.Arguments}, found {string.Join(" and ", arguments.Select(TypeName))}.";

    public static string SelectorNotAllowed(TransformerDefinition transformer) => $"{transformer.Name}() takes nothing in brackets after it.";

    public static string SelectorNotAnOption(string selector) => $"getopt() takes one option letter in brackets after it, found [{Quoted.Show(selector)}].";

    public static string OperatorNotAllowed(OperatorDefinition op, Operand operand, TypedSource operandType) =>
        $"'{op.Name}' does not compare {TypeName(operandType)}, which '{Quoted.Show(ExpressionPrinter.Print(operand))}' is; use {AllowedOperators(operandType)}.";

    public static string FieldNotAllowed(OperatorDefinition op, TypedSource left) => left.Type == FieldType.IPNetwork
        ? "A network is compared with constants only, as in 10.0.0.0/8."
        : $"'{op.Name}' compares with constants only.";

    public static string DifferentTypes(Operand left, TypedSource leftType, Operand right, TypedSource rightType) =>
        $"'{Quoted.Show(ExpressionPrinter.Print(left))}' is {TypeName(leftType)} and '{Quoted.Show(ExpressionPrinter.Print(right))}' is {TypeName(rightType)}; only fields of the same type compare.";

    public static string NotANumber(FieldType type, string text) => type switch
    {
        FieldType.Bool => $"Expected true or false, found '{Quoted.Show(text)}'.",
        FieldType.RelTime => $"Expected a duration in nanoseconds, a whole number from 0, found '{Quoted.Show(text)}'.",
        FieldType.AbsTime => $"Expected nanoseconds since 1970, a whole number from 0, found '{Quoted.Show(text)}'.",
        _ => $"Expected a whole number from 0 to 18446744073709551615, found '{Quoted.Show(text)}'.",
    };

    public static string NotAnAddress(string text) => text.Contains('/', StringComparison.Ordinal)
        ? $"Expected one IPv4 or IPv6 address, found the network '{Quoted.Show(text)}'; the field is an IP address, not a network."
        : $"Expected an IPv4 or IPv6 address, found '{Quoted.Show(text)}'.";

    public static string NotANetwork(string text) =>
        $"Expected an IPv4 or IPv6 network with its length, as in 10.0.0.0/8 or fd00::/8, found '{Quoted.Show(text)}'.";

    public static string NotHexadecimal(OperatorDefinition op, string text) =>
        $"'{op.Name}' takes bytes as pairs of hexadecimal digits, as in CAFE, found '{Quoted.Show(text)}'.";

    public static string BadRegex(string pattern, string reason) => $"Invalid regular expression '{Quoted.Show(pattern)}': {reason}.";

    public static string RegexNotNeeded(string pattern) =>
        $"'{Quoted.Show(pattern)}' needs no regular expression; '=', 'contains', 'startswith' or 'endswith' is faster and has the same meaning.";

    public static string FieldAsString(string text) => $"'{Quoted.Show(text)}' is taken as a string; for the field's value write val({Quoted.Show(text)}).";

    public static string TransformerAsString(string text) => $"'{Quoted.Show(text)}' is taken as a string; without quotes it is a transformer.";

    public static string ExtraFieldName(string name) => $"extra field '{Quoted.Show(name)}'";

    private static string ArgumentName(FieldDefinition field) => (field.Argument & FieldArgumentKind.Key) != 0 ? "key" : "index";

    private static string AllowedOperators(TypedSource type) =>
        string.Join(", ", OperatorTable.All.Where(op => op.Takes(type.Type, type.IsList)).Select(op => $"'{op.Name}'").Append($"or '{OperatorTable.Exists}'"));

    private static string TypeName(TypedSource source)
    {
        var row = FieldTypeTable.Get(source.Type);
        return source.IsList ? $"a list of {row.Plural}" : row.Noun;
    }
}
