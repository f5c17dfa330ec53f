using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Patterns;

namespace FalcoRules.Binding;

/// <summary>
/// What the conditions and outputs of one event source share: each field with its argument has one slot, each transformer one slot for its
/// result, and equal conditions are one predicate; equal regular expressions are one automaton. So an event's value is read once, and a test made once, for all
/// rules.
/// </summary>
internal sealed class SlotTable
{
    private readonly Dictionary<FieldReference, int> _slots = [];
    private readonly ImmutableArray<FieldReference>.Builder _fields = ImmutableArray.CreateBuilder<FieldReference>();
    private readonly Dictionary<string, Transform> _transforms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedPredicate> _predicates = new(StringComparer.Ordinal);
    private int _memoCount;

    /// <summary>The slot of a field, assigned on first use.</summary>
    public int Slot(FieldReference field)
    {
        if (!_slots.TryGetValue(field, out var slot))
        {
            slot = _fields.Count;
            _slots.Add(field, slot);
            _fields.Add(field);
        }

        return slot;
    }

    /// <summary>The regular expressions of all conditions.</summary>
    public RegexSet Regexes { get; } = new();

    /// <summary>All fields by slot.</summary>
    public ImmutableArray<FieldReference> ToArray() => _fields.ToImmutable();

    /// <summary>The transformer with that printed form, created on first use.</summary>
    public Transform Share(string key, Func<int, Transform> create)
    {
        if (!_transforms.TryGetValue(key, out var transform))
        {
            transform = create(_transforms.Count);
            _transforms.Add(key, transform);
        }

        return transform;
    }

    /// <summary>The predicate with that printed form, created on first use; from the second use on it caches its results.</summary>
    public SharedPredicate Share(string key, Func<Predicate> create)
    {
        if (!_predicates.TryGetValue(key, out var predicate))
        {
            predicate = new SharedPredicate(_predicates.Count, create());
            _predicates.Add(key, predicate);
        }
        else if (!predicate.IsShared)
        {
            predicate.KeepAnswerAt(_memoCount++);
        }

        return predicate;
    }
}
