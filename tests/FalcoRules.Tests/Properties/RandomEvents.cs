using System.Numerics;
using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Tests.Properties;

/// <summary>Random events over the vocabulary; about one field in four has no value.</summary>
internal sealed class RandomEvents(Random random)
{
    public DecodedEvent Next() => new(Vocabulary.Fields
        .Where(_ => random.Next(4) > 0)
        .ToDictionary(
            field => new FieldReference(Evaluation.FakeSource.Source.Find(field.Name)!, field.Argument).ToString(),
            field => Values(field.Type, field.IsList)));

    private object[] Values(FieldType type, bool isList) => [.. Enumerable.Range(0, isList ? random.Next(1, 5) : 1).Select(_ => Value(type))];

    private object Value(FieldType type) => type switch
    {
        FieldType.String => Bytes.Of(random.Next(2) == 0 ? Pick(Vocabulary.Texts[..8]) : Pick(Vocabulary.Texts)),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.IPAddress or FieldType.IPNetwork => Pick(Vocabulary.Addresses),
        _ => (object)(random.Next(8) == 0 ? new BigInteger(random.NextInt64()) : Pick(Vocabulary.Unsigned)),
    };

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
