using System.Text;
using System.Text.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>
/// One line of a file of cases: what a field answers to an event. <c>arg</c> is a number for an index and a string for a key. The event is given an
/// <c>auditID</c> unless it has one. A line that says <c>$list</c> stands for the three lists of containers, or for those that its <c>lists</c> names.
/// A line with a <c>spec</c> instead of an event stands for the creation of a pod with that specification.
/// </summary>
internal sealed record FieldCase(string Field, string Event, object? Argument, string[] Values, string? Spec = null)
{
    private static readonly string[] _lists = ["containers", "initContainers", "ephemeralContainers"];

    public static IReadOnlyList<FieldCase> All { get; } =
        [.. Files.SelectMany(File.ReadLines).Where(line => line.Length > 0).SelectMany(Parse)];

    private static IEnumerable<string> Files =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf("tests/K8sAudit.Plugin.Tests/Fields"), "*Cases.jsonl").Order(StringComparer.Ordinal);

    public static Field<AuditEvent> FieldOf(string name) =>
        AuditFields.All.ToArray().SingleOrDefault(field => field.Name == name) ?? throw new ArgumentException($"There is no field {name}.");

    public override string ToString() => $"{Field}[{Argument}] {Event}";

    private static IEnumerable<FieldCase> Parse(string line)
    {
        if (!line.Contains("$list", StringComparison.Ordinal))
        {
            return [ParseOne(line)];
        }

        using var document = JsonDocument.Parse(line);
        var lists = document.RootElement.TryGetProperty("lists", out var some) ? some.EnumerateArray().Select(list => list.GetString()!) : _lists;
        return [.. lists.Select(list => ParseOne(line.Replace("$list", list, StringComparison.Ordinal)))];
    }

    private static FieldCase ParseOne(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var argument = row.TryGetProperty("arg", out var given)
            ? given.ValueKind == JsonValueKind.Number ? given.GetUInt64() : (object)given.GetString()!
            : null;
        return new FieldCase(
            row.GetProperty("field").GetString()!,
            row.TryGetProperty("spec", out var spec) ? OfPod(spec) : WithAuditId(row.GetProperty("event")),
            argument,
            [.. row.GetProperty("values").EnumerateArray().Select(value => value.GetString()!)],
            row.TryGetProperty("spec", out spec) ? spec.GetRawText() : null);
    }

    private static string OfPod(JsonElement spec) =>
        $$$"""{"auditID":"1","verb":"create","objectRef":{"resource":"pods","apiVersion":"v1"},"requestObject":{"kind":"Pod","spec":{{{spec.GetRawText()}}}}}""";

    private static string WithAuditId(JsonElement source)
    {
        var text = new StringBuilder(source.GetRawText());
        return source.TryGetProperty("auditID", out _)
            ? text.ToString()
            : text.Insert(1, source.EnumerateObject().Any() ? "\"auditID\":\"1\"," : "\"auditID\":\"1\"").ToString();
    }
}
