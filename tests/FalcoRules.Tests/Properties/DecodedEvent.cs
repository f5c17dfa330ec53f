using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Tests.Properties;

/// <summary>
/// An event as the reference evaluator represents it: a string has a character for each byte, a number is a <see cref="BigInteger"/>, an
/// address is an <see cref="IPAddress"/>. A field that is not in it has no value.
/// </summary>
internal sealed class DecodedEvent(IReadOnlyDictionary<string, object[]> values)
{
    /// <summary>The values of a field, given as written in conditions; null if it has no value.</summary>
    public object[]? Find(string field) => values.GetValueOrDefault(field);

    public override string ToString() => string.Join("; ", values.Select(entry => $"{entry.Key}={string.Join('|', entry.Value)}"));

    /// <summary>The same event for compiled conditions.</summary>
    public sealed class Encoded(ImmutableArray<FieldReference> slots) : EventValues(slots.Length)
    {
        private DecodedEvent? _event;

        public Encoded Of(DecodedEvent decoded)
        {
            Clear();
            _event = decoded;
            return this;
        }

        protected override void Read(int slot)
        {
            foreach (var value in _event!.Find(slots[slot].ToString()) ?? [])
            {
                switch (value)
                {
                    case string text: Add(text.Select(c => (byte)c).ToArray()); break;
                    case bool flag: Add(flag ? 1UL : 0UL); break;
                    case IPAddress address: Add(address.GetAddressBytes()); break;
                    case BigInteger number: Add(number < 0 ? (ulong)(long)number : (ulong)number); break;
                    default: throw new InvalidOperationException($"{value.GetType()} is no value of a field");
                }
            }
        }
    }
}
