using FalcoRules.Syntax;

namespace FalcoRules.Explanations;

/// <summary>Finds the fields that a comparison reads, in order, also those in transformers.</summary>
internal static class FieldOperands
{
    public static IEnumerable<FieldOperand> Of(Expression comparison) => comparison switch
    {
        ExistsExpression exists => Of(exists.Left),
        ComparisonExpression { Right: OperandRight right } fields => [.. Of(fields.Left), .. Of(right.Operand)],
        ComparisonExpression value => Of(value.Left),
        _ => [],
    };

    private static IEnumerable<FieldOperand> Of(Operand operand) => operand switch
    {
        FieldOperand field => [field],
        TransformOperand transform => transform.Arguments.SelectMany(Of),
        ListOperand list => list.Items.SelectMany(Of),
        _ => [],
    };
}
