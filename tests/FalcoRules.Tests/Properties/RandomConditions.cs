using System.Collections.Immutable;
using System.Globalization;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Tests.Properties;

/// <summary>Random valid conditions: every operator, modifier and transformer on every type that takes it, nested.</summary>
internal sealed class RandomConditions(Random random)
{
    private static readonly SourceSpan _nowhere = new(new SourceText("generated", ""), default);
    private static readonly (FieldType Type, bool IsList)[] _shapes = [.. Vocabulary.Fields.Select(field => (field.Type, field.IsList)).Distinct()];

    /// <summary>A condition; with <paramref name="names"/> it contains names of macros and lists, and can only be printed and parsed.</summary>
    public Expression Next(bool names = false) => Condition(depth: 3, names);

    private Expression Condition(int depth, bool names) => random.Next(depth == 0 ? 4 : 10) switch
    {
        0 when names => new MacroExpression(_nowhere, Pick("macro", "m2", "notable", "Order_1")),
        0 => Exists(),
        < 4 => Comparison(names),
        < 6 => new AndExpression(_nowhere, Conditions(depth, names)),
        < 8 => new OrExpression(_nowhere, Conditions(depth, names)),
        _ => new NotExpression(_nowhere, Condition(depth - 1, names)),
    };

    private ImmutableArray<Expression> Conditions(int depth, bool names) => Several(2, 4, () => Condition(depth - 1, names));

    private ExistsExpression Exists()
    {
        var (type, isList) = Pick(_shapes);
        return new ExistsExpression(_nowhere, Operand(type, isList, depth: 2));
    }

    private ComparisonExpression Comparison(bool names)
    {
        var (type, isList) = Pick(_shapes);
        var op = Pick([.. OperatorTable.All.Where(row => row.Takes(type, isList))]);
        var modifier = op.Right == RightSideKind.Value && random.Next(3) == 0 ? Pick(OperatorTable.Modifiers).Modifier : ComparisonModifier.None;
        return new ComparisonExpression(
            _nowhere,
            Operand(type, isList, depth: 2),
            op.Operator,
            _nowhere,
            Right(op, modifier, type, isList, names)) { Modifier = modifier };
    }

    private RightSide Right(OperatorDefinition op, ComparisonModifier modifier, FieldType type, bool isList, bool names)
    {
        var takesList = op.Right == RightSideKind.List || modifier != ComparisonModifier.None;
        var takesOperand = op.TakesField && type != FieldType.IPNetwork && modifier == ComparisonModifier.None;
        return takesOperand && random.Next(4) == 0 ? new OperandRight(_nowhere, RightOperand(type, isList))
            : takesList && names && random.Next(4) == 0 ? new ValueRight(_nowhere, Pick("list", "oneof", "not_a_field"), Quoted: false)
            : takesList ? new ListRight(_nowhere, Several(0, 4, () => new ListItem(_nowhere, Constant(op, type), random.Next(2) == 0)))
            : new ValueRight(_nowhere, Constant(op, type), Quoted: false);
    }

    private TransformOperand RightOperand(FieldType type, bool isList) =>
        Operand(type, isList, depth: 2) as TransformOperand ?? new TransformOperand(_nowhere, "val", [Field(type, isList)]);

    private Operand Operand(FieldType type, bool isList, int depth) => depth == 0 || random.Next(2) == 0 ? Field(type, isList) : (type, isList) switch
    {
        (FieldType.String, false) => TextTransform(depth - 1),
        (FieldType.String, true) => ListTransform(depth - 1),
        (FieldType.UInt64, false) => Transform("len", Operand(Pick(FieldType.String, FieldType.String), random.Next(2) == 0, depth - 1)),
        _ => Field(type, isList),
    };

    private TransformOperand TextTransform(int depth) => random.Next(8) switch
    {
        < 4 => Transform(Pick("tolower", "toupper", "b64", "basename"), Operand(FieldType.String, false, depth)),
        4 => Transform("join", [TextArgument(depth), ListArgument(depth)]),
        5 => Transform("concat", Several(2, 4, () => TextArgument(depth))),
        6 => Transform("getopt", Options(depth)) with { Selector = Pick("n", "t", "x", ":") },
        _ => Transform("join", [TextArgument(depth), Field(FieldType.UInt64, isList: true)]),
    };

    private TransformOperand ListTransform(int depth) => random.Next(3) > 0
        ? Transform(Pick("tolower", "toupper", "b64", "basename"), Operand(FieldType.String, true, depth))
        : Transform("getopt", Options(depth));

    private ImmutableArray<Operand> Options(int depth) => [ListArgument(depth), new LiteralOperand(_nowhere, Pick(Vocabulary.OptionTexts))];

    private Operand TextArgument(int depth) =>
        random.Next(3) == 0 ? new LiteralOperand(_nowhere, Pick(Vocabulary.Texts)) : Operand(FieldType.String, false, depth);

    private Operand ListArgument(int depth) => random.Next(2) == 0
        ? Operand(FieldType.String, true, depth)
        : new ListOperand(_nowhere, Several(0, 4, () => random.Next(3) == 0 ? AnyField() : TextArgument(depth)));

    private FieldOperand AnyField()
    {
        var (type, isList) = Pick(_shapes);
        return Field(type, isList);
    }

    private FieldOperand Field(FieldType type, bool isList)
    {
        var field = Pick([.. Vocabulary.Fields.Where(row => row.Type == type && row.IsList == isList)]);
        return new FieldOperand(_nowhere, field.Name, field.Argument);
    }

    private static TransformOperand Transform(string name, params ImmutableArray<Operand> arguments) => new(_nowhere, name, arguments);

    private string Constant(OperatorDefinition op, FieldType type) => type switch
    {
        FieldType.String when op.Right == RightSideKind.Number => Pick("5", "10", "-1", "0x1F", "1.5e+3", "+2"),
        FieldType.String => op.Operator switch
        {
            ComparisonOperator.Glob or ComparisonOperator.IGlob => Pick(Vocabulary.Globs),
            ComparisonOperator.Regex => Pick(Vocabulary.Regexes),
            ComparisonOperator.PMatch => Pick(Vocabulary.Paths),
            ComparisonOperator.BContains or ComparisonOperator.BStartsWith => Pick(Vocabulary.Hexadecimals),
            _ => Pick(Vocabulary.Texts),
        },
        FieldType.Bool => Pick("true", "false"),
        FieldType.IPAddress => Pick(Vocabulary.Addresses).ToString(),
        FieldType.IPNetwork => Pick(Vocabulary.Networks),
        _ => random.Next(8) == 0 ? "0x1F" : Pick(Vocabulary.Unsigned).ToString(CultureInfo.InvariantCulture),
    };

    private ImmutableArray<T> Several<T>(int fewest, int max, Func<T> next) => [.. Enumerable.Range(0, random.Next(fewest, max + 1)).Select(_ => next())];

    private T Pick<T>(params IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
