using System.Collections.Immutable;

namespace FalcoRules;

/// <summary>Compiled rules. Immutable: it can be shared by threads, and replaced between two events.</summary>
/// <param name="Rules">All rules in the order in which they were loaded, including disabled ones.</param>
/// <param name="Programs">One program for each event source that has an enabled rule.</param>
public sealed record Ruleset(ImmutableArray<Rule> Rules, ImmutableArray<RuleProgram> Programs)
{
    /// <summary>The program for an event source; null if no enabled rule uses it.</summary>
    public RuleProgram? Program(string source) => Programs.FirstOrDefault(program => program.Source == source);
}
