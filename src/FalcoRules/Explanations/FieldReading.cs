using System.Collections.Immutable;

namespace FalcoRules.Explanations;

/// <summary>The values of a field in one event.</summary>
/// <param name="Field">The field with its argument: <c>name[argument]</c>.</param>
/// <param name="IsList">Whether the field can have several values.</param>
/// <param name="Values">The values as text; none if the field has no value.</param>
public sealed record FieldReading(string Field, bool IsList, ImmutableArray<string> Values)
{
    /// <summary>The value as an output shows it: <c>&lt;NA&gt;</c> for no value, <c>(a,b)</c> for a list.</summary>
    public string Text => Values.IsEmpty ? "<NA>" : IsList ? $"({string.Join(',', Values)})" : Values[0];
}
