using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Syntax;

namespace FalcoRules.Compile;

/// <summary>A rule with the definition that it was compiled from.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Definition">As the files define it.</param>
/// <param name="Condition">Its condition without macros and list names, exceptions included.</param>
/// <param name="ExtraFields">The fields added to its <c>output_fields</c>.</param>
internal sealed record CompiledRule(Rule Rule, RuleDefinition Definition, Expression Condition, ImmutableArray<ExtraField> ExtraFields);
