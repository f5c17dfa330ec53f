using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events.Truncation;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events.Truncation;

/// <summary>
/// In an event that is truncated because one array is too long, every field that does not read that array still has its values, whichever array it is. Fields
/// are those of the table with a case; arrays are those that truncation keeps a part of, and all that are in the event of the case.
/// </summary>
public sealed class ArrayPaddingTests : IDisposable
{
    private const int Limit = 128 * 1024;
    private const int PaddedBytes = Limit + (16 * 1024);

    // Each case is tried with every n-th array of the table, so that all cases together try each array many times.
    private const int Step = 29;

    // Documented: what a pointer selects, and what a patch sets to null, is removed unless another field reads it; a volume may lose its type.
    private static readonly string[] _mayBeLost =
    [
        "ka.req.value", "ka.resp.value", "ka.req.removed", "ka.req.pod.volumes.volume_type",
    ];

    private static readonly string[] _bodies = ["requestObject", "responseObject"];

    private static readonly JsonSerializerOptions _asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Up to the first array: what is in the elements of one is a part of its padding.
    private static readonly (string[] Path, string[] Element)[] _arrays =
        [.. KeptPaths.OfObject.Where(path => path.Contains('*', StringComparison.Ordinal)).Select(Split).DistinctBy(array => string.Join('/', array.Path))];

    private readonly FieldProbe<AuditEvent> _probe = new();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, FieldCase.All.Count).Where(number => IsKept(FieldCase.All[number]))];

    public void Dispose() => _probe.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_long_array_displaces_no_value(int number)
    {
        var row = FieldCase.All[number];
        foreach (var (name, json) in Padded(row.Event, number))
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            Assert.True(bytes.Length > Limit);

            if (!Reads(row, name, bytes))
            {
                var output = new byte[Limit];
                Assert.True(EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out var written));
                Assert.Equal([$"{row} {name}"], [$"{row} {name}", .. row.Values.Except(Values(row, output.AsSpan(0, written)))]);
            }
        }
    }

    // false is removed as a last resort, and so are elements without any value, which changes indexes. A value that is JSON may have any part of an array.
    private static bool IsKept(FieldCase row) =>
        !_mayBeLost.Contains(row.Field) && row.Argument is not ulong && row.Values.Length > 0
        && row.Values.All(value => value is not ("" or "false" or ":") && value[0] is not ('{' or '['))
        && HasBody(row.Event);

    // Members that occur twice cannot be changed here.
    private static bool HasBody(string json)
    {
        try
        {
            return Body(JsonNode.Parse(json)!) is { } body && Arrays(body).Count() >= 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Whether a field reads the array, or the array changes what the object is: the value is another one before the event is truncated.
    private bool Reads(FieldCase row, string array, ReadOnlySpan<byte> padded) =>
        (row.Field.Contains("role", StringComparison.Ordinal) && array.Contains("rules", StringComparison.Ordinal))
        || !Values(row, padded).SequenceEqual(row.Values);

    private string[] Values(FieldCase row, ReadOnlySpan<byte> json)
    {
        _probe.Load(json);
        return _probe.Read(FieldCase.FieldOf(row.Field), row.Argument).Values;
    }

    private static JsonObject? Body(JsonNode document) => _bodies.Select(body => document[body] as JsonObject).LastOrDefault(body => body is not null);

    private static IEnumerable<(string Name, string Json)> Padded(string json, int number)
    {
        foreach (var (path, element) in _arrays.Where((_, i) => i % Step == number % Step))
        {
            var document = JsonNode.Parse(json)!;
            if (Array(Body(document)!, path) is { } array)
            {
                Pad(array, i => Filler(element, i));
                yield return (string.Join('/', path), document.ToJsonString(_asWritten));
            }
        }

        for (var i = 0; ; i++)
        {
            var document = JsonNode.Parse(json)!;
            if (Arrays(Body(document)!).Skip(i).FirstOrDefault() is not { } array)
            {
                yield break;
            }

            var first = array.FirstOrDefault(node => node is not null);
            Pad(array, number => Like(first, number));
            yield return (array.GetPath(), document.ToJsonString(_asWritten));
        }
    }

    private static (string[] Path, string[] Element) Split(string path)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var each = System.Array.IndexOf(steps, "*");
        return (steps[..each], steps[(each + 1)..]);
    }

    // The array at a path, which is added; null where something else is there.
    private static JsonArray? Array(JsonObject body, string[] path)
    {
        var target = body;
        foreach (var name in path[..^1])
        {
            target[name] ??= new JsonObject();
            if (target[name] is not JsonObject next)
            {
                return null;
            }

            target = next;
        }

        target[path[^1]] ??= new JsonArray();
        return target[path[^1]] as JsonArray;
    }

    private static IEnumerable<JsonArray> Arrays(JsonNode? node) => node switch
    {
        JsonArray array => [array, .. array.SelectMany(Arrays)],
        JsonObject members => members.SelectMany(member => Arrays(member.Value)),
        _ => [],
    };

    private static void Pad(JsonArray array, Func<int, JsonNode?> filler)
    {
        for (var (bytes, i) = (0, 0); bytes < PaddedBytes; i++)
        {
            var element = filler(i);
            bytes += (element?.ToJsonString().Length ?? 4) + 1;
            array.Add(element);
        }
    }

    // A value at the steps of a path below the element of an array.
    private static JsonNode Filler(ReadOnlySpan<string> steps, int number) => steps switch
    {
        [] => JsonValue.Create($"padding {number}"),
        ["*", .. var rest] => new JsonArray(Filler(rest, number)),
        [var name, .. var rest] => new JsonObject { [name] = Filler(rest, number) },
    };

    private static JsonNode? Like(JsonNode? node, int number) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Like(member.Value, number)))),
        JsonArray array => new JsonArray([.. array.Select(element => Like(element, number))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Null => JsonValue.Create($"padding {number}"),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(number),
        _ => JsonValue.Create($"padding {number}"),
    };
}
