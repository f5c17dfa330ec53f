using System.Collections.Immutable;
using System.Numerics;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules;

/// <summary>The enabled rules of one event source as predicates over field slots.</summary>
public sealed class RuleProgram
{
    private const int BitsPerWord = 64;

    private readonly ImmutableArray<Rule> _rules;
    private readonly ImmutableArray<Predicate> _predicates;
    private readonly RuleIndex _index;

    internal RuleProgram(string source, ImmutableArray<FieldReference> slots, ImmutableArray<Rule> rules, ImmutableArray<Predicate> predicates)
    {
        Source = source;
        Slots = slots;
        _rules = rules;
        _predicates = predicates;
        _index = new RuleIndex([.. predicates.Select(predicate => predicate.Required)]);
    }

    /// <summary>The event source.</summary>
    public string Source { get; }

    /// <summary>The field and argument of each slot of <see cref="EventValues"/>.</summary>
    public ImmutableArray<FieldReference> Slots { get; }

    /// <summary>Adds the rules that the event matches to <paramref name="matches"/>, in the order in which they were loaded.</summary>
    public void Match(EventValues values, RuleMatching matching, List<Rule> matches)
    {
        var candidates = values.Candidates(_index.WordCount);
        if (!_index.TryFindCandidates(values, candidates))
        {
            return;
        }

        for (var word = 0; word < candidates.Length; word++)
        {
            for (var left = candidates[word]; left != 0; left &= left - 1)
            {
                var rule = (word * BitsPerWord) + BitOperations.TrailingZeroCount(left);
                if (!_predicates[rule].Test(values))
                {
                    continue;
                }

                matches.Add(_rules[rule]);
                if (matching == RuleMatching.First)
                {
                    return;
                }
            }
        }
    }
}
