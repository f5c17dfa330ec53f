using System.Collections.Immutable;
using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>What is looked at in conditions once macros and lists are put in.</summary>
internal static class ResolvedConditions
{
    private const string NoValue = "<NA>";

    /// <summary>Warns where a plugin's field is compared with the text that outputs show for no value.</summary>
    public static void WarnOfNaChecks(Expression condition, ICollection<Diagnostic> diagnostics)
    {
        foreach (var comparison in Comparisons(condition).Where(IsEquality))
        {
            if (comparison.Left is FieldOperand field && IsUnsafe(field) && NoValuePlace(comparison.Right) is { } place)
            {
                diagnostics.AddWarning(DiagnosticCodes.UnsafeNaCheck, place, Messages.UnsafeNaCheck(field.Name));
            }
        }
    }

    /// <summary>The fields that the source does not have.</summary>
    public static IEnumerable<FieldOperand> UnknownFields(Expression condition, EventSource source) =>
        Parts(condition).SelectMany(FieldsOf).Where(field => source.Find(field.Name) is null);

    private static bool IsUnsafe(FieldOperand field) =>
        field.Name.StartsWith("ka.", StringComparison.Ordinal) || field.Name.StartsWith("jevt.", StringComparison.Ordinal);

    private static bool IsEquality(ComparisonExpression comparison) => comparison.Operator
        is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In or ComparisonOperator.Intersects or ComparisonOperator.PMatch;

    private static SourceSpan? NoValuePlace(RightSide right) => right switch
    {
        ValueRight { Text: NoValue } => right.Location,
        ListRight list => list.Items.FirstOrDefault(item => item.Text == NoValue)?.Location,
        _ => null,
    };

    private static IEnumerable<ComparisonExpression> Comparisons(Expression condition) => Parts(condition).OfType<ComparisonExpression>();

    private static IEnumerable<FieldOperand> FieldsOf(Expression part) => part switch
    {
        ExistsExpression exists => FieldsOf(exists.Left),
        ComparisonExpression { Right: OperandRight right } comparison => FieldsOf(comparison.Left).Concat(FieldsOf(right.Operand)),
        ComparisonExpression comparison => FieldsOf(comparison.Left),
        _ => [],
    };

    private static IEnumerable<FieldOperand> FieldsOf(Operand operand) => operand switch
    {
        FieldOperand field => [field],
        TransformOperand transform => transform.Arguments.SelectMany(FieldsOf),
        _ => [],
    };

    /// <summary>All parts of the tree, each once though macros may stand in it many times.</summary>
    private static List<Expression> Parts(Expression condition)
    {
        var parts = new List<Expression>();
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Expression>([condition]);
        while (open.TryPop(out var part))
        {
            if (!seen.Add(part))
            {
                continue;
            }

            parts.Add(part);
            foreach (var child in Children(part))
            {
                open.Push(child);
            }
        }

        return parts;
    }

    private static ImmutableArray<Expression> Children(Expression part) => part switch
    {
        AndExpression and => and.Operands,
        OrExpression or => or.Operands,
        NotExpression not => [not.Operand],
        _ => [],
    };
}
