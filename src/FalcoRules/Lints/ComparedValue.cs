using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Syntax;

namespace FalcoRules.Lints;

/// <summary>A constant that a condition compares a field with.</summary>
/// <param name="Field">The field; null if a transformer is compared.</param>
/// <param name="Name">The left side as it is written: <c>ka.verb</c>, <c>jevt.value[/verb]</c>.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Item">The constant.</param>
/// <param name="Source">The event source.</param>
internal sealed record ComparedValue(FieldDefinition? Field, string Name, ComparisonExpression Comparison, ListItem Item, EventSource Source)
{
    /// <summary>The constant.</summary>
    public string Text => Item.Text;

    /// <summary>Whether whole values are compared.</summary>
    public bool IsWhole =>
        Comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In or ComparisonOperator.Intersects;

    /// <summary>Whether parts of values are compared, letter by letter.</summary>
    public bool IsPart =>
        Comparison.Operator is ComparisonOperator.Contains or ComparisonOperator.IContains or ComparisonOperator.StartsWith or ComparisonOperator.EndsWith;

    /// <summary>Whether values are compared by their order.</summary>
    public bool IsOrder =>
        Comparison.Operator is ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual;

    /// <summary>Whether the field is a string.</summary>
    public bool IsString => Field is null or { Type: FieldType.String };
}
