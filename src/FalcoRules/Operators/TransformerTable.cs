using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;

namespace FalcoRules.Operators;

/// <summary>The transformer table: every transformer that Falco has (libsinsp, filter/parser.cpp and sinsp_filter_transformers).</summary>
internal static class TransformerTable
{
    /// <summary>All transformers.</summary>
    public static ImmutableArray<TransformerDefinition> All { get; } =
    [
        new("val", "a field", 1, 1, (arguments, _) => new(arguments[0].Type, arguments[0].IsList, Create: null),
            "ka.target.name = val(ka.user.name)", "The value of a field, on the right of an operator.") { IsOnRightOnly = true },
        new(
            "tolower",
            "a string",
            1,
            1,
            ForEach(TextTransform.ToLower),
            "tolower(ka.user.name) = admin",
            "The string, or each of a list, with ASCII letters in lower case.") { ChangesEach = true },
        new(
            "toupper",
            "a string",
            1,
            1,
            ForEach(TextTransform.ToUpper),
            "toupper(ka.user.name) = ADMIN",
            "The string, or each of a list, with ASCII letters in upper case.") { ChangesEach = true },
        new(
            "b64",
            "a string",
            1,
            1,
            ForEach(Base64Text.Decode),
            "b64(ka.target.name) contains secret",
            "The bytes that the string, or each of a list, is in Base64. No value if one is not Base64.") { ChangesEach = true },
        new(
            "basename",
            "a string",
            1,
            1,
            ForEach(TextTransform.BaseName),
            "basename(ka.target.name) = sh",
            "What follows the last slash of the string, or of each of a list.") { ChangesEach = true },
        new("len", "a string or a list", 1, 1, BindLength, "len(ka.user.groups) > 20", "The number of bytes of a string, or of values of a list."),
        new(
            "join",
            "a separator and a list",
            2,
            2,
            BindJoin,
            "join('/', (ka.target.namespace, ka.target.name)) = kube-system/x",
            "The values of the list as one string, with the separator between them."),
        new("concat", "two or more strings", 2, int.MaxValue, BindConcat, "concat(ka.verb, '-', ka.target.name) = get-x", "The strings as one string."),
        new("getopt", "a list of arguments and a string of options", 2, 2, BindGetOpt,
            "getopt((ka.verb, ka.target.name), 'ab:')[b] = x", "The options in a list of arguments, as getopt(3) reads them; with an option in brackets, the last value of it.") { TakesSelector = true },
    ];

    /// <summary>The row of a transformer by its name; null where there is none.</summary>
    public static TransformerDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static Func<ImmutableArray<TypedSource>, byte?, TransformerResult?> ForEach(TextChange change) => (arguments, _) =>
        arguments[0] is { Type: FieldType.String } input ? new(FieldType.String, input.IsList, slot => new TextTransform(slot, change, input.Source)) : null;

    private static TransformerResult? BindLength(ImmutableArray<TypedSource> arguments, byte? selector) =>
        arguments[0] is { IsList: true } or { Type: FieldType.String }
            ? new(FieldType.UInt64, IsList: false, slot => new LengthTransform(slot, arguments[0].Source, arguments[0].IsList))
            : null;

    private static TransformerResult? BindJoin(ImmutableArray<TypedSource> arguments, byte? selector) =>
        IsString(arguments[0]) && arguments[1].IsList
            ? new(FieldType.String, IsList: false, slot => new JoinTransform(slot, arguments[0], [arguments[1]]))
            : null;

    private static TransformerResult? BindConcat(ImmutableArray<TypedSource> arguments, byte? selector) =>
        arguments.All(IsString) ? new(FieldType.String, IsList: false, slot => new JoinTransform(slot, separator: null, arguments)) : null;

    private static TransformerResult? BindGetOpt(ImmutableArray<TypedSource> arguments, byte? selector) =>
        arguments[0] is { IsList: true, Type: FieldType.String } && IsString(arguments[1])
            ? new(FieldType.String, selector is null, slot => new GetOptTransform(slot, arguments[0].Source, arguments[1].Source, selector))
            : null;

    private static bool IsString(TypedSource source) => source is { Type: FieldType.String, IsList: false };
}
