using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Fuzz;

/// <summary>An event whose strings are the input itself, so that they often match its patterns; other values are chosen by its bytes.</summary>
internal sealed class FuzzEvent(ImmutableArray<FieldReference> slots, byte[] input) : EventValues(slots.Length)
{
    private const int MaxText = 4096;

    protected override void Read(int slot)
    {
        var field = slots[slot].Field;
        var count = field.IsList ? 3 : 1;
        for (var i = 0; i < count; i++)
        {
            AddValue(field.Type, i);
        }
    }

    private void AddValue(FieldType type, int index)
    {
        var half = input.AsSpan(0, Math.Min(input.Length, MaxText));
        half = half[(half.Length / (index + 1))..] is { Length: > 0 } rest ? rest : half;
        switch (type)
        {
            // A string of an event cannot contain the byte 0, because it is passed as a C string.
            case FieldType.String: Add(half[..(half.IndexOf((byte)0) is var end and >= 0 ? end : half.Length)]); break;
            case FieldType.IPAddress or FieldType.IPNetwork when input.Length >= 16 && index == 1: Add(input.AsSpan(0, 16)); break;
            case FieldType.IPAddress or FieldType.IPNetwork: Add([10, 0, 0, (byte)(input.Length + index)]); break;
            case FieldType.Bool: Add((ulong)((input.Length + index) & 1)); break;
            default: Add((ulong)(input.Length * index)); break;
        }
    }
}
