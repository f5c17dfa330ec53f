using FalcoRules.Fields;

namespace FalcoRules.Tests.Evaluation;

/// <summary>An event source with a field of each kind.</summary>
internal static class FakeSource
{
    public static EventSource Source { get; } = new(
        "fake",
        [
            Field("t.text", FieldType.Text),
            Field("t.other", FieldType.Text),
            Field("t.list", FieldType.Text, isList: true),
            Field("t.more", FieldType.Text, isList: true),
            Field("t.item", FieldType.Text, isList: true, FieldArgumentKind.Index),
            Field("t.first", FieldType.Text, argument: FieldArgumentKind.Index | FieldArgumentKind.Required),
            Field("t.key", FieldType.Text, argument: FieldArgumentKind.Key | FieldArgumentKind.Required),
            Field("t.any", FieldType.Text, argument: FieldArgumentKind.Key | FieldArgumentKind.Index),
            Field("t.num", FieldType.UInt64),
            Field("t.num2", FieldType.UInt64),
            Field("t.nums", FieldType.UInt64, isList: true),
            Field("t.int", FieldType.Int64),
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
            Field("t.time", FieldType.Text) with { JsonField = "t.abs" },
            Field("t.nanos", FieldType.RelTime) with { MinimumDigits = 9 },
        ]);

    private static FieldDefinition Field(string name, FieldType type, bool isList = false, FieldArgumentKind argument = FieldArgumentKind.None) =>
        new(name, type, "", "test") { IsList = isList, Argument = argument };
}
