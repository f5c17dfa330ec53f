using System.Collections.Immutable;
using FalcoRules.Fields;

namespace FalcoRules.Explanations;

/// <summary>The enabled rules of one event source, compiled so that each part of their conditions has a result of its own.</summary>
/// <param name="Source">The event source.</param>
/// <param name="Slots">The field and argument of each slot of <see cref="Evaluation.EventValues"/>.</param>
/// <param name="ContextFields">The fields that were asked for besides those of the rules, as far as the source has them.</param>
/// <param name="Rules">The rules, in the order in which they were loaded.</param>
public sealed record SourceExplainer(
    string Source,
    ImmutableArray<FieldReference> Slots,
    ImmutableArray<ExplainedField> ContextFields,
    ImmutableArray<ExplainedRule> Rules);
