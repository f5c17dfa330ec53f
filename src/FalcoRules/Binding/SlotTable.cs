using System.Collections.Immutable;
using FalcoRules.Fields;

namespace FalcoRules.Binding;

/// <summary>Gives each field with its argument one slot, so that an event's value is read once for all rules.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<FieldReference, int> _slots = [];
    private readonly ImmutableArray<FieldReference>.Builder _fields = ImmutableArray.CreateBuilder<FieldReference>();

    /// <summary>The slot of a field, given out on first use.</summary>
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

    /// <summary>All fields by slot.</summary>
    public ImmutableArray<FieldReference> ToArray() => _fields.ToImmutable();
}
