using System.Collections.Immutable;

namespace FalcoRules;

/// <summary>Compiled rules. Immutable: it can be shared by threads, and swapped for another between two events.</summary>
/// <param name="Rules">All rules in the order in which they were loaded, disabled ones included.</param>
/// <param name="Programs">One program for each event source that has an enabled rule.</param>
public sealed record Ruleset(ImmutableArray<Rule> Rules, ImmutableArray<RuleProgram> Programs)
{
    /// <summary>The program for an event source; null where no enabled rule looks at it.</summary>
    public RuleProgram? Program(string source) => Programs.FirstOrDefault(program => program.Source == source);
}
