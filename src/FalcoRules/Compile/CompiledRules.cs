using System.Collections.Immutable;
using FalcoRules.Resolve;

namespace FalcoRules.Compile;

/// <summary>The compiled definitions of all files.</summary>
/// <param name="Ruleset">The compiled rules.</param>
/// <param name="Rules">The same rules with their definitions.</param>
/// <param name="Conditions">The macros, resolved.</param>
/// <param name="Lists">The lists, resolved.</param>
internal sealed record CompiledRules(Ruleset Ruleset, ImmutableArray<CompiledRule> Rules, ConditionResolver Conditions, ListResolver Lists);
