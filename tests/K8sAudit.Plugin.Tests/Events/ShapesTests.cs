using System.Text;
using System.Text.Json.Nodes;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Events.Wrappers;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>Audit events in the documented shapes of other programs, in all forms that their users meet.</summary>
public sealed class ShapesTests : IDisposable
{
    private static readonly string[] _ids = ["d493c501", "147d0808", "966249ec"];

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. FormatShape.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void All_events_of_a_shape_are_read_whole(string name)
    {
        var shape = FormatShape.All[name];
        foreach (var (form, text) in shape.Forms())
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(bytes, new EventLimits(262_144));
            AssertEvents(shape, form, [.. result.Events.ToArray().Select(e => result.Json(bytes, e).ToArray())]);
            Assert.True(result.Rejected.Total == 0, $"{form}: {result.Rejected.Total} rejected");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_events_of_a_shape_are_read_line_by_line(string name)
    {
        var shape = FormatShape.All[name];
        foreach (var (form, text) in shape.Forms())
        {
            File.WriteAllText(_folder["log"], text);
            File.WriteAllBytes(_folder["log.gz"], FormatShapeEvent.Gzip(text));
            foreach (var file in new[] { "log", "log.gz" })
            {
                var context = Streams.Intake();
                using var stream = OpenSchemes.Open(_folder[file], context);
                AssertEvents(shape, $"{form}, {file}", [.. stream.ReadToEnd().Select(Encoding.UTF8.GetBytes)]);
                Assert.Equal(3, context.Counters.Received);
            }
        }
    }

    // Two files of the same format, without anything between them.
    [Theory]
    [MemberData(nameof(Names))]
    public void All_events_of_two_files_of_a_shape_are_read(string name)
    {
        var text = FormatShape.All[name].Text();
        Directory.CreateDirectory(_folder["logs"]);
        File.WriteAllText(Path.Combine(_folder["logs"], "a.log"), text);
        File.WriteAllText(Path.Combine(_folder["logs"], "b.log"), text);
        var context = Streams.Intake();
        using var stream = OpenSchemes.Open(_folder["logs"], context);

        Assert.Equal(6, stream.ReadToEnd().Count);
        Assert.Equal(6, context.Counters.Received);
    }

    /// <summary>A row of the table is not only documented: there is an object that it reads.</summary>
    [Fact]
    public void Every_JSON_wrapper_has_a_shape()
    {
        var objects = FormatShape.All.Values
            .SelectMany(shape => shape.Forms().Take(1))
            .Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "Cases", "formats"), "*.json*").Select(file => ("", File.ReadAllText(file))))
            .SelectMany(form => form.Item2.Split('\n').Prepend(form.Item2))
            .SelectMany(Objects)
            .ToList();
        var without = JsonWrappers.All.Where(row => !objects.Exists(found => IsRow(row, found))).Select(row => $"{row.Payload} ({row.Writer})");
        Assert.Equal([], without);
    }

    [Fact]
    public void Every_line_prefix_reads_its_example()
    {
        foreach (var row in LinePrefixes.All)
        {
            foreach (var example in row.Example.Split(", "))
            {
                var line = Encoding.UTF8.GetBytes(example.Replace('↹', '\t').Replace("{…}", """{"kind":"Event","auditID":"a"}""", StringComparison.Ordinal));
                var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(line, new EventLimits(262_144));
                Assert.True(result.Events.Length == 1, example);
                Assert.Equal(row.Name, Value(result.Json(line, result.Events[0]).ToArray(), "ka.source.wrapper"));
            }
        }
    }

    private static void AssertEvents(FormatShape shape, string form, byte[][] events)
    {
        Assert.True(events.Length == 3, $"{shape.Name}, {form}: {events.Length} events");
        if (!shape.Template.Contains("$gke", StringComparison.Ordinal))
        {
            Assert.Equal(_ids, events.Select(json => Value(json, "ka.auditid")[..8]));
        }

        Assert.Equal(["pods", "secrets", "clusterroles"], events.Select(json => Value(json, "ka.target.resource")));
        if (form != "as it is" || !IsIndentedAfterPrefix(shape))
        {
            Assert.All(events, json => Assert.Equal((shape.Wrapper, shape.Cluster), (Value(json, "ka.source.wrapper"), Value(json, "ka.cluster.name"))));
        }
    }

    // The prefix of a line is not remembered for the lines after it.
    private static bool IsIndentedAfterPrefix(FormatShape shape) => shape.Template.Contains("$prettytail", StringComparison.Ordinal);

    private static IEnumerable<JsonObject> Objects(string text)
    {
        try
        {
            return Objects(JsonNode.Parse(text));
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Objects(member.Value)).Prepend(map),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };

    private static bool IsRow(JsonWrapper row, JsonObject found) =>
        row.Requires.All(found.ContainsKey) && (row.RequiresAny.Length == 0 || row.RequiresAny.Any(found.ContainsKey))
        && (row.Columns.Length == 0 || found.ContainsKey(row.Columns))
        && HasPath(found, row.Payload.Split('/'));

    private static bool HasPath(JsonNode? node, string[] steps) => (steps, node) switch
    {
        ([], _) => node is not null,
        (["*", ..], JsonArray array) => array.Any(item => HasPath(item, steps[1..])),
        (["{}", ..], JsonObject map) => map.Any(member => HasPath(member.Value, steps[1..])),
        ([['#', var index], ..], JsonArray array) => array.Count > index - '0' && HasPath(array[index - '0'], steps[1..]),
        (_, JsonObject map) => HasPath(map[steps[0]], steps[1..]),
        _ => false,
    };

    private static string Value(byte[] json, string field) => AssertFields.Ask(field, null, json).Values.SingleOrDefault() ?? "";
}
