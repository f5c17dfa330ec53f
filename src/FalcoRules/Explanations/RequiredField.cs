using System.Collections.Immutable;

namespace FalcoRules.Explanations;

/// <summary>A field of which a rule needs one of certain values: an event with another value cannot match, whatever else is in it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Expected">The values of which it must have one.</param>
public sealed record RequiredField(ExplainedField Field, ImmutableArray<string> Expected);
