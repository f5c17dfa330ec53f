using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Operators;

/// <summary>One row of the operator table.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Name">As it is written.</param>
/// <param name="Right">What it takes on its right.</param>
/// <param name="Types">The types of single-valued fields that it compares.</param>
internal sealed record OperatorDefinition(ComparisonOperator Operator, string Name, RightSideKind Right, FieldTypeSet Types)
{
    /// <summary>Another way to write it; null where there is none.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it compares fields that have a list of values, of whatever type.</summary>
    public bool ComparesLists { get; init; }

    /// <summary>Whether the right side may be another field.</summary>
    public bool TakesField { get; init; } = true;

    /// <summary>Whether a blank must follow its name: <c>contains x</c>, but <c>in(x)</c>.</summary>
    public bool NeedsBlank => Right == RightSideKind.Value && char.IsAsciiLetter(Name[0]);

    /// <summary>Whether it compares values of that type.</summary>
    public bool Takes(FieldType type, bool isList) => isList ? ComparesLists : Types.Contains(type);
}
