using System.Collections.Immutable;
using FalcoRules.Resolve;

namespace FalcoRules.Compile;

/// <summary>What all files together define, compiled.</summary>
/// <param name="Ruleset">The rules as they are used.</param>
/// <param name="Rules">The same rules with what they were made of.</param>
/// <param name="Conditions">The macros, resolved.</param>
/// <param name="Lists">The lists, resolved.</param>
internal sealed record CompiledRules(Ruleset Ruleset, ImmutableArray<CompiledRule> Rules, ConditionResolver Conditions, ListResolver Lists);
