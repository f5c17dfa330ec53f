using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules;

/// <summary>What loading rules files gave.</summary>
/// <param name="Ruleset">The rules; null where there is an error.</param>
/// <param name="Diagnostics">All diagnostics, sorted by file order and position.</param>
public sealed record RulesLoadResult(Ruleset? Ruleset, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the rules can be used.</summary>
    public bool Succeeded => Ruleset is not null;
}
