using System.Collections.Immutable;
using FalcoRules.Syntax;

namespace FalcoRules.Tests.Properties;

/// <summary>Whether two conditions are the same tree, regardless of their locations. Quotes around a value that is not an item of a list are ignored.</summary>
internal static class SameTree
{
    public static bool Is(Expression? a, Expression? b) => (a, b) switch
    {
        (AndExpression x, AndExpression y) => Are(x.Operands, y.Operands, Is),
        (OrExpression x, OrExpression y) => Are(x.Operands, y.Operands, Is),
        (NotExpression x, NotExpression y) => Is(x.Operand, y.Operand),
        (MacroExpression x, MacroExpression y) => x.Name == y.Name,
        (ExistsExpression x, ExistsExpression y) => Is(x.Left, y.Left),
        (ComparisonExpression x, ComparisonExpression y) => x.Operator == y.Operator && x.Modifier == y.Modifier && Is(x.Left, y.Left) && Is(x.Right, y.Right),
        _ => false,
    };

    private static bool Is(Operand a, Operand b) => (a, b) switch
    {
        (FieldOperand x, FieldOperand y) => x.Name == y.Name && x.Argument == y.Argument,
        (TransformOperand x, TransformOperand y) => x.Name == y.Name && x.Selector == y.Selector && Are(x.Arguments, y.Arguments, Is),
        (LiteralOperand x, LiteralOperand y) => x.Text == y.Text,
        (NameOperand x, NameOperand y) => x.Name == y.Name,
        (ListOperand x, ListOperand y) => Are(x.Items, y.Items, Is),
        _ => false,
    };

    private static bool Is(RightSide a, RightSide b) => (a, b) switch
    {
        (ValueRight x, ValueRight y) => x.Text == y.Text,
        (OperandRight x, OperandRight y) => Is(x.Operand, y.Operand),
        (ListRight x, ListRight y) => Are(x.Items, y.Items, (i, j) => i.Text == j.Text && (i.Quoted == j.Quoted || !Scanner.IsBareText(i.Text))),
        _ => false,
    };

    private static bool Are<T>(ImmutableArray<T> a, ImmutableArray<T> b, Func<T, T, bool> same) =>
        a.Length == b.Length && a.Zip(b).All(pair => same(pair.First, pair.Second));
}
