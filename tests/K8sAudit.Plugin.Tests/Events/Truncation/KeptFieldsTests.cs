using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sAudit.Plugin.Events.Truncation;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events.Truncation;

/// <summary>
/// The fields of the changed object have the same values in an event that padding makes too large; except <c>false</c>, which is removed as a last resort.
/// </summary>
public class KeptFieldsTests
{
    private const int Limit = 128 * 1024;

    private static readonly string[] _bodies = ["requestObject", "responseObject"];

    private static readonly JsonSerializerOptions _asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What no field reads; and what fields of other objects read, of which truncation keeps a part.
    private static readonly (string Name, string Json)[] _paddings =
    [
        ("managedFields", $"[{Many(10_000, i => $$"""{"manager":"m{{i}}","fieldsV1":[] }""")}]"),
        ("subjects", $"[{Many(10_000, i => $$"""{"kind":"User","name":"user {{i}}"}""")}]"),
        ("rules", $"[{Many(10_000, i => $$"""{"verbs":["get"],"resources":["r{{i}}"]}""")}]"),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, FieldCase.All.Count).Where(number => IsOfObject(FieldCase.All[number]))];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Padding_does_not_hide_a_value(int number)
    {
        var row = FieldCase.All[number];
        using var probe = new FieldProbe<AuditEvent>();
        foreach (var (name, padding) in _paddings)
        {
            var json = Encoding.UTF8.GetBytes(Padded(row.Event, name, padding));
            var output = new byte[Limit];
            Assert.True(json.Length > Limit);
            Assert.True(EventTruncator.TryTruncate(json, output, KeptPaths.Trie, out var written));
            probe.Load(output.AsSpan(0, written));
            Assert.Equal([$"{row} {name}", .. row.Values], [$"{row} {name}", .. probe.Read(FieldCase.FieldOf(row.Field), row.Argument).Values]);
        }
    }

    private static bool IsOfObject(FieldCase row) =>
        row.Values is not ([] or ["false"]) && row.Field is not "ka.exec.command" && (row.Field.StartsWith("ka.pod.", StringComparison.Ordinal)
            || ReferenceObjects.Knows(row.Field))
        && Body(JsonNode.Parse(row.Event)!) is not null;

    private static JsonObject? Body(JsonNode document) => _bodies.Select(body => document[body] as JsonObject).LastOrDefault(body => body is not null);

    // The padding is the first member, unless the object has one of that name.
    private static string Padded(string json, string name, string padding)
    {
        var document = JsonNode.Parse(json)!;
        var body = Body(document)!;
        name = body.ContainsKey(name) ? "managedFields" : name;
        body.Insert(0, name, JsonNode.Parse(padding));
        return document.ToJsonString(_asWritten);
    }

    private static string Many(int count, Func<int, string> one) => string.Join(',', Enumerable.Range(0, count).Select(one));
}
