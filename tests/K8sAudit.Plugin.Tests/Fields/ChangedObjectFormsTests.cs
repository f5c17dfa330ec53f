using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>The same object gives the same values in every form in which a request or a response can have it.</summary>
public sealed class ChangedObjectFormsTests : IDisposable
{
    private static readonly JsonSerializerOptions _asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Group, string Resource, string[] Path)[] _templates =
    [
        ("apps", "deployments", ["spec", "template", "spec"]),
        ("batch", "cronjobs", ["spec", "jobTemplate", "spec", "template", "spec"]),
        ("", "podtemplates", ["template", "spec"]),
        ("argoproj.io", "rollouts", ["spec", "template", "spec"]),
    ];

    private readonly FieldProbe<AuditEvent> _probe = new();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, FieldCase.All.Count).Where(number => IsOfObject(FieldCase.All[number]))];

    public static TheoryData<int> PodNumbers =>
        [.. Enumerable.Range(0, FieldCase.All.Count).Where(number => FieldCase.All[number] is { Spec: not null, Values.Length: > 0 })];

    public void Dispose() => _probe.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_response_has_the_values_of_the_request(int number)
    {
        var row = FieldCase.All[number];
        var document = JsonNode.Parse(row.Event)!;
        var changed = document["requestObject"]!.DeepClone();
        changed["kind"] ??= "Object";
        document["requestObject"] = JsonNode.Parse("""{"spec":{"other":true}}""");
        document["responseObject"] = changed;
        document["responseStatus"] = JsonNode.Parse("""{"code":201}""");
        AssertHas(row, document);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_response_without_the_object_does_not_hide_the_request(int number)
    {
        var row = FieldCase.All[number];
        foreach (var (code, response) in new[]
        {
            (403, """{"kind":"Status","apiVersion":"v1"}"""),
            (201, """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1"}"""),
            (201, "[]"),
            (409, """{"kind":"Pod","apiVersion":"v1"}"""),
        })
        {
            var document = JsonNode.Parse(row.Event)!;
            document["responseObject"] = JsonNode.Parse(response);
            document["responseStatus"] = new JsonObject { ["code"] = code };
            AssertHas(row, document);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_patch_of_the_same_shape_has_the_values_of_the_object(int number)
    {
        var row = FieldCase.All[number];
        var document = JsonNode.Parse(row.Event)!;
        document["verb"] = "patch";
        document["requestObject"]!["$patch"] = "merge";
        AssertHas(row, document);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_JSON_patch_has_the_values_of_the_object_wherever_it_is_split(int number)
    {
        var row = FieldCase.All[number];
        var random = new Random(number);
        for (var round = 0; round < 10; round++)
        {
            var document = JsonNode.Parse(row.Event)!;
            var operations = new JsonArray();
            Split(document["requestObject"]!, "", random, operations);
            document["verb"] = "patch";
            document["requestObject"] = operations;
            AssertHas(row, document);
        }
    }

    [Theory]
    [MemberData(nameof(PodNumbers))]
    public void A_template_has_the_values_of_the_pod(int number)
    {
        var row = FieldCase.All[number];
        foreach (var (group, resource, path) in _templates)
        {
            // A custom resource is known by what its specification looks like.
            if (group == "argoproj.io" && !row.Spec!.Contains("\"containers\"", StringComparison.Ordinal))
            {
                continue;
            }

            var template = path.Reverse().Aggregate(JsonNode.Parse(row.Spec!)!, (value, name) => new JsonObject { [name] = value });
            AssertHas(row, new JsonObject
            {
                ["auditID"] = "1",
                ["verb"] = "create",
                ["objectRef"] = new JsonObject { ["resource"] = resource, ["apiGroup"] = group },
                ["requestObject"] = template,
            });
        }
    }

    private static bool IsOfObject(FieldCase row) =>
        row.Values.Length > 0 && row.Field is not ("ka.exec.command" or "ka.pod.kind") && (row.Field.StartsWith("ka.pod.", StringComparison.Ordinal)
            || ReferenceObjects.Knows(row.Field))
        && JsonNode.Parse(row.Event) is JsonObject document && document["requestObject"] is JsonObject && !document.ContainsKey("responseObject");

    private void AssertHas(FieldCase row, JsonNode document)
    {
        var json = document.ToJsonString(_asWritten);
        _probe.Load(Encoding.UTF8.GetBytes(json));
        Assert.Equal([row.Field, .. row.Values, json], [row.Field, .. _probe.Read(FieldCase.FieldOf(row.Field), row.Argument).Values, json]);
    }

    // Adds operations that make the value: one, or some for each of its members or elements.
    private static void Split(JsonNode? value, string path, Random random, JsonArray operations)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when path.Length == 0 || random.Next(3) > 0:
                foreach (var (name, member) in members)
                {
                    Split(
                        member,
                        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                        random,
                        operations);
                }

                break;
            case JsonArray { Count: > 0 } elements when random.Next(3) > 0:
                for (var i = 0; i < elements.Count; i++)
                {
                    Split(elements[i], $"{path}/{i}", random, operations);
                }

                break;
            default:
                operations.Add(new JsonObject { ["op"] = random.Next(2) == 0 ? "add" : "replace", ["path"] = path, ["value"] = value?.DeepClone() });
                break;
        }
    }
}
