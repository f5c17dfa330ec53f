using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Patterns;

namespace FalcoRules.Operators;

/// <summary>One row of the operator table: all that there is about an operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Name">As it is written.</param>
/// <param name="Right">What it takes on its right.</param>
/// <param name="Types">The types of single-valued fields that it compares.</param>
/// <param name="Comparison">How it compares two values; null if it compares with constants only.</param>
/// <param name="Example">A condition.</param>
/// <param name="Meaning">When it is true, for the documentation.</param>
internal sealed record OperatorDefinition(
    ComparisonOperator Operator, string Name, RightSideKind Right, FieldTypeSet Types, Comparison? Comparison, string Example, string Meaning)
{
    /// <summary>Another way to write it; null where there is none.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it compares fields that have a list of values, of whatever type.</summary>
    public bool ComparesLists { get; init; }

    /// <summary>Whether every value of a list must match, rather than one.</summary>
    public bool ComparesEveryValue { get; init; }

    /// <summary>Whether it is true where equal values are not.</summary>
    public bool IsNegation { get; init; }

    /// <summary>Whether constants are bytes in hexadecimal digits.</summary>
    public bool TakesHexadecimal { get; init; }

    /// <summary>Prepares a constant string; null if its bytes are compared.</summary>
    public Func<byte[], Matcher>? Prepare { get; init; }

    /// <summary>Prepares a regular expression; null if the constant is not one. Throws <see cref="RegexSyntaxException"/>.</summary>
    public Func<string, RegexSet, Matcher>? PrepareRegex { get; init; }

    /// <summary>Prepares a list of constant strings.</summary>
    public Func<byte[][], Matcher> PrepareList { get; init; } = members => new BytesSetMatcher(members);

    /// <summary>Whether the right side may be another field.</summary>
    public bool TakesField => Comparison is not null;

    /// <summary>Whether a blank must follow its name: <c>contains x</c>, but <c>in(x)</c>.</summary>
    public bool NeedsBlank => Right == RightSideKind.Value && char.IsAsciiLetter(Name[0]);

    /// <summary>Whether it compares values of that type.</summary>
    public bool Takes(FieldType type, bool isList) => isList ? ComparesLists : Types.Contains(type);

    /// <summary>The matcher of a constant string or address.</summary>
    public Matcher CreateMatcher(byte[] constant) => Prepare?.Invoke(constant) ?? new BytesMatcher(Comparison!, constant);
}
