using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>
/// Finds the rules that an event can match, by the values that their conditions require: <c>ka.stage</c>, <c>ka.verb</c>, <c>ka.target.resource</c> and
/// other fields that many rules use. Each such slot has a set of rules for each value that some rule names, and one for all other values; the
/// event's candidates are the intersection of the sets of its values. So most rules cost one bit instead of one evaluation.
/// </summary>
internal sealed class RuleIndex
{
    private const int BitsPerWord = 64;

    // A slot is indexed only if at least a quarter of the rules reads it, and the size of its sets is limited.
    private const int LeastShare = 4;
    private const int MaxValues = 4096;

    private readonly ImmutableArray<SlotSets> _slots;
    private readonly ulong[] _all;

    /// <param name="required">The required values of each rule, in the order of the rules.</param>
    public RuleIndex(ImmutableArray<RequiredValues> required)
    {
        _all = SetOf(required, _ => true);
        _slots =
        [
            .. required.SelectMany(rule => rule.Slots)
                .GroupBy(slot => slot)
                .Where(group => group.Count() > 1 && group.Count() * LeastShare >= required.Length)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .Select(group => CreateSets(group.Key, required))
                .OfType<SlotSets>(),
        ];
    }

    /// <summary>The number of words in a set of rules.</summary>
    public int WordCount => _all.Length;

    /// <summary>The indexed slots; the one that most rules use is first.</summary>
    public IEnumerable<int> Slots => _slots.Select(sets => sets.Slot);

    /// <summary>Finds the rules that the event can match: one bit each, the lowest for the first rule.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFindCandidates(EventValues values, Span<ulong> candidates)
    {
        _all.CopyTo(candidates);
        foreach (var sets in _slots)
        {
            var left = 0ul;
            var set = sets.SetFor(values);
            for (var i = 0; i < candidates.Length; i++)
            {
                left |= candidates[i] &= set[i];
            }

            if (left == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static SlotSets? CreateSets(int slot, ImmutableArray<RequiredValues> required)
    {
        var named = required.SelectMany(rule => rule.Of(slot) ?? Enumerable.Empty<byte[]>()).ToHashSet(BytesComparer.Instance);
        return named.Count > MaxValues ? null : new SlotSets(
            slot,
            new BytesTable<ulong[]>([.. named.Select(value => KeyValuePair.Create(value, SetOf(required, rule => rule.Of(slot)?.Contains(value) ?? true)))]),
            SetOf(required, rule => rule.Of(slot) is null));
    }

    private static ulong[] SetOf(ImmutableArray<RequiredValues> required, Func<RequiredValues, bool> isMember)
    {
        var set = new ulong[(required.Length + BitsPerWord - 1) / BitsPerWord];
        for (var i = 0; i < required.Length; i++)
        {
            set[i / BitsPerWord] |= isMember(required[i]) ? 1ul << i : 0;
        }

        return set;
    }

    private sealed record SlotSets(int Slot, BytesTable<ulong[]> ByValue, ulong[] Others)
    {
        public ulong[] SetFor(EventValues values) => (values.Count(Slot) > 0 ? ByValue.Find(values.Bytes(Slot, 0)) : null) ?? Others;
    }
}
