using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Tests.Evaluation;

/// <summary>An event source with a field of each kind.</summary>
internal static class FakeSource
{
    public static EventSource Source { get; } = new(
        "fake",
        [
            Field("t.text", FieldType.String),
            Field("t.other", FieldType.String),
            Field("t.list", FieldType.String, isList: true),
            Field("t.more", FieldType.String, isList: true),
            Field("t.item", FieldType.String, isList: true, FieldArgumentKind.Index),
            Field("t.first", FieldType.String, argument: FieldArgumentKind.Index | FieldArgumentKind.Required),
            Field("t.key", FieldType.String, argument: FieldArgumentKind.Key | FieldArgumentKind.Required),
            Field("t.text.param", FieldType.String, argument: FieldArgumentKind.Key | FieldArgumentKind.Required),
            Field("t.any", FieldType.String, argument: FieldArgumentKind.Key | FieldArgumentKind.Index),
            Field("t.num", FieldType.UInt64),
            Field("t.num2", FieldType.UInt64),
            Field("t.nums", FieldType.UInt64, isList: true),
            Field("t.flag", FieldType.Bool),
            Field("t.flag2", FieldType.Bool),
            Field("t.flags", FieldType.Bool, isList: true),
            Field("t.rel", FieldType.RelTime),
            Field("t.abs", FieldType.AbsTime),
            Field("t.ip", FieldType.IPAddress),
            Field("t.ip2", FieldType.IPAddress),
            Field("t.ips", FieldType.IPAddress, isList: true),
            Field("t.net", FieldType.IPNetwork),
            Field("t.nets", FieldType.IPNetwork, isList: true),
            Field("t.time", FieldType.String) with { JsonField = "t.abs" },
            Field("t.nanos", FieldType.RelTime) with { MinimumDigits = 9 },
        ]);

    private static FieldDefinition Field(string name, FieldType type, bool isList = false, FieldArgumentKind argument = FieldArgumentKind.None) =>
        new(name, type, "", "test") { IsList = isList, Argument = argument };
}
