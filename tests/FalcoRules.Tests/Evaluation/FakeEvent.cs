using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;

namespace FalcoRules.Tests.Evaluation;

/// <summary>
/// An event as tests write it: <c>t.text=a; t.list=a|b; t.key[x]=1</c>. A field that is not named has no value. <c>\xNN</c> is a byte, and <c>\u00e9</c> is an
/// escape of C#.
/// </summary>
internal sealed class FakeEvent : EventValues
{
    private readonly ImmutableArray<FieldReference> _slots;
    private Dictionary<string, string> _values = [];

    public FakeEvent(ImmutableArray<FieldReference> slots, string values)
        : base(slots.Length)
    {
        _slots = slots;
        Next(values);
    }

    /// <summary>How often a field was read.</summary>
    public int Reads { get; private set; }

    /// <summary>Continues with another event.</summary>
    public void Next(string values)
    {
        Clear();
        _values = values.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1]);
    }

    protected override void Read(int slot)
    {
        Reads++;
        var field = _slots[slot];
        if (_values.TryGetValue(field.ToString(), out var text))
        {
            foreach (var value in field.Field.IsList ? text.Split('|') : [text])
            {
                AddValue(field.Field.Type, value);
            }
        }
    }

    private void AddValue(FieldType type, string value)
    {
        switch (type)
        {
            case FieldType.String: Add(Bytes(value)); break;
            case FieldType.IPAddress or FieldType.IPNetwork: Add(IPAddress.Parse(value).GetAddressBytes()); break;
            case FieldType.Bool: Add(value == "true" ? 1UL : 0UL); break;
            default: Add(ulong.Parse(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static byte[] Bytes(string value) => value.Contains("\\x", StringComparison.Ordinal)
        ? LiteralText.ToBytes(TextEscapes.Read($"\"{value}\"", (_, _, message) => new FormatException(message)))
        : LiteralText.ToBytes(value);
}
