using System.Collections.Immutable;
using FalcoRules.Fields;

namespace FalcoRules.Explanations;

/// <summary>A comparison of a field with constants.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">The operator as written in conditions.</param>
/// <param name="Values">The constants; none for <c>exists</c>.</param>
public sealed record ComparedField(FieldReference Field, string Operator, ImmutableArray<string> Values);
