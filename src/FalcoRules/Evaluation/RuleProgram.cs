using System.Collections.Immutable;
using FalcoRules.Fields;

namespace FalcoRules.Evaluation;

/// <summary>The enabled rules of one event source as predicates over field slots.</summary>
public sealed class RuleProgram
{
    private readonly ImmutableArray<Rule> _rules;
    private readonly ImmutableArray<Predicate> _predicates;

    internal RuleProgram(string source, ImmutableArray<FieldReference> slots, ImmutableArray<Rule> rules, ImmutableArray<Predicate> predicates)
    {
        Source = source;
        Slots = slots;
        _rules = rules;
        _predicates = predicates;
    }

    /// <summary>The event source.</summary>
    public string Source { get; }

    /// <summary>Which field, with which argument, each slot of <see cref="EventValues"/> stands for.</summary>
    public ImmutableArray<FieldReference> Slots { get; }

    /// <summary>Adds the rules that the event fires to <paramref name="matches"/>, in the order in which they were loaded.</summary>
    public void Match(EventValues values, RuleMatching matching, List<Rule> matches)
    {
        for (var i = 0; i < _predicates.Length; i++)
        {
            if (!_predicates[i].Test(values))
            {
                continue;
            }

            matches.Add(_rules[i]);
            if (matching == RuleMatching.First)
            {
                return;
            }
        }
    }
}
