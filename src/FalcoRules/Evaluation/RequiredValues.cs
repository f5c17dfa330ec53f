namespace FalcoRules.Evaluation;

/// <summary>
/// Values without which a predicate cannot be true: for some slots, the values of which the slot must have one. Other slots may have any value.
/// </summary>
internal sealed class RequiredValues
{
    private readonly Dictionary<int, HashSet<byte[]>> _bySlot = [];

    /// <summary>Nothing is required.</summary>
    public static RequiredValues None { get; } = new();

    /// <summary>The slots with required values.</summary>
    public IReadOnlyCollection<int> Slots => _bySlot.Keys;

    /// <summary>The values of which a slot must have one; null if it may have any value.</summary>
    public IReadOnlySet<byte[]>? Of(int slot) => _bySlot.GetValueOrDefault(slot);

    /// <summary>The slot has one of the values.</summary>
    public static RequiredValues Slot(int slot, IEnumerable<byte[]> values)
    {
        var required = new RequiredValues();
        required._bySlot.Add(slot, new HashSet<byte[]>(values, BytesComparer.Instance));
        return required;
    }

    /// <summary>All of them are true.</summary>
    public static RequiredValues All(IEnumerable<RequiredValues> operands)
    {
        var all = new RequiredValues();
        foreach (var (slot, values) in operands.SelectMany(operand => operand._bySlot))
        {
            if (all._bySlot.TryGetValue(slot, out var known))
            {
                known.IntersectWith(values);
            }
            else
            {
                all._bySlot.Add(slot, new HashSet<byte[]>(values, BytesComparer.Instance));
            }
        }

        return all;
    }

    /// <summary>One of them is true: only values that each one requires are required.</summary>
    public static RequiredValues Any(IReadOnlyList<RequiredValues> operands)
    {
        var any = new RequiredValues();
        foreach (var slot in operands[0].Slots.Where(slot => operands.All(operand => operand.Of(slot) is not null)))
        {
            any._bySlot.Add(slot, new HashSet<byte[]>(operands.SelectMany(operand => operand._bySlot[slot]), BytesComparer.Instance));
        }

        return any;
    }
}
