using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace JsonFields.Plugin.Tests;

public sealed class JsonFieldsTests : IDisposable
{
    private readonly FieldProbe<JsonEvent> _probe = new();

    public static TheoryData<string> Prefixes => ["json", "jevt"];

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData("""{"a":{"b":["x",{"c":1}]}}""", "/a/b/0", "x")]
    [InlineData("""{"a":{"b":["x",{"c":1}]}}""", "a/b/1/c", "1")]
    [InlineData("""{"a":{"b":["x",{"c": 1}]}}""", "/a", """{"b":["x",{"c":1}]}""")]
    [InlineData("""{"a": 1}""", "", """{"a":1}""")]
    [InlineData("""{"a/b":{"~":"x"}}""", "/a~1b/~0", "x")]
    [InlineData("""{"a":1.50e2}""", "/a", "1.50e2")]
    [InlineData("""{"a":"\u0041\n\u0000"}""", "/a", "A\n\uFFFD")]
    [InlineData("""{"a":1,"a":2}""", "/a", "2")]
    [InlineData("""[true]""", "/0", "true")]
    [InlineData("\"text\"", "", "text")]
    public void A_value_is_read_at_its_pointer(string payload, string pointer, string value) => AssertAnswers(payload, "value", pointer, value);

    [Theory]
    [InlineData("""{"a":1}""", "/b")]
    [InlineData("""{"a":null}""", "/a")]
    [InlineData("""{"a":1}""", "/a/b")]
    [InlineData("""{"a":[1]}""", "/a/1")]
    [InlineData("""{"a":1}""", null)]
    [InlineData("null", "")]
    [InlineData("", "")]
    [InlineData("not JSON", "")]
    [InlineData("""{"a":1""", "/a")]
    [InlineData("""{"a":1} x""", "/a")]
    public void A_missing_member_is_not_a_value(string payload, string? pointer) => AssertAnswers(payload, "value", pointer);

    [Theory]
    [InlineData("""{"a":[1,{}],"b":"\u00e9 \"{,"}""", "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"\\u00e9 \\\"{,\"\n}")]
    [InlineData(" [ ] ", "[]")]
    public void The_whole_document_is_indented(string payload, string text) => AssertAnswers(payload, "obj", null, text);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public void Invalid_JSON_is_not_a_document(string payload) => AssertAnswers(payload, "obj", null);

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void The_time_is_in_nanoseconds(string prefix)
    {
        foreach (var time in new ulong[] { 0, 1540476552581541000, ulong.MaxValue })
        {
            _probe.Load("{}"u8, time);
            Assert.Equal([$"{time}"], _probe.Read(FieldOf($"{prefix}.rawtime")).Values);
        }
    }

    [Fact]
    public void A_value_that_is_part_of_the_event_has_its_offset()
    {
        _probe.Load("""{"a":"text","b":[1,2],"c":"\n","d":[1, 2]}"""u8);
        Assert.Equal(["text"], _probe.Read(FieldOf("json.value"), "/a").Places);
        Assert.Equal(["[1,2]"], _probe.Read(FieldOf("json.value"), "/b").Places);
        Assert.Equal([null], _probe.Read(FieldOf("json.value"), "/c").Places);
        Assert.Equal([null], _probe.Read(FieldOf("json.value"), "/d").Places);
        Assert.Equal([null], _probe.Read(FieldOf("json.obj")).Places);
    }

    [Fact]
    public void All_fields_are_strings_and_only_the_value_takes_a_key()
    {
        Assert.Equal(
            ["json.value", "json.obj", "json.rawtime", "jevt.value", "jevt.obj", "jevt.rawtime"],
            JsonPlugin.Fields.ToArray().Select(row => row.Name));
        Assert.All(JsonPlugin.Fields.ToArray(), row =>
        {
            Assert.Equal(FieldType.String, row.Type);
            Assert.False(row.IsList);
            Assert.Equal(
                row.Name.EndsWith(".value", StringComparison.Ordinal) ? FieldArgumentKind.Key | FieldArgumentKind.Required : FieldArgumentKind.None,
                row.Argument);
        });
    }

    [Fact]
    public void It_is_the_plugin_that_rules_files_require()
    {
        Assert.Equal("json", JsonPlugin.Info.Name);
        Assert.True(Version.Parse(JsonPlugin.Info.Version) >= new Version(0, 7, 0));
        Assert.Equal([322], EventTypesOf<JsonPlugin, JsonEvent>());
    }

    [Fact]
    public void Events_of_the_same_size_do_not_allocate()
    {
        var payload = """{"a":{"b":["x",{"c\u0041":1}]},"d":"\u00e9"}"""u8.ToArray();
        Run(payload);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(payload);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Run(byte[] payload)
    {
        for (var i = 0; i < 100; i++)
        {
            _probe.Load(payload);
            foreach (var row in JsonFieldTable.All)
            {
                _probe.Extract(row, new FieldArgument(isPresent: true, index: 0, "/a/b/1/cA"u8));
            }
        }
    }

    private static Field<JsonEvent> FieldOf(string name) => JsonFieldTable.All.ToArray().Single(row => row.Name == name);

    private void AssertAnswers(string payload, string name, string? pointer, params string[] values)
    {
        _probe.Load(Encoding.UTF8.GetBytes(payload));
        foreach (var prefix in Prefixes)
        {
            Assert.Equal(values, _probe.Read(FieldOf($"{prefix.Data}.{name}"), pointer).Values);
        }
    }

    private static ushort[] EventTypesOf<TPlugin, TEvent>()
        where TPlugin : class, IExtractPlugin<TPlugin, TEvent>
        where TEvent : class, IDecodedEvent, new() => TPlugin.ExtractEventTypes.ToArray();
}
