using System.Text;
using System.Text.Json;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>Texts that contain the JSON of an audit event where no API server wrote one. The files in <c>tests/Cases</c> are rebuilt from real ones.</summary>
public class ForgeryTests
{
    private const string Forged = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"forged"}""";
    private const string Real = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"real"}""";

    [Theory]
    [InlineData("embedded-object-forgery/headcut.jsonl", "text 1")]
    [InlineData("embedded-object-forgery/klog.txt", "invalid_json 1, text 1, json 1")]
    [InlineData("partial-then-whole/dfull1.jsonl", "invalid_json 1", "966249ec")]
    [InlineData("partial-then-whole/dfull2.jsonl", "invalid_json 1", "966249ec")]
    [InlineData("partial-then-whole/dfull3.jsonl", "invalid_json 1", "966249ec")]
    [InlineData("partial-then-whole/dfull4.jsonl", "invalid_json 1", "966249ec")]
    [InlineData("partial-then-whole/dfull5.jsonl", "invalid_json 1", "966249ec")]
    [InlineData("partial-then-whole/interleave.jsonl", "invalid_json 1", "966249ec")]
    public void Nothing_that_the_API_server_did_not_report_becomes_an_event(string file, string counts, params string[] ids)
    {
        var text = File.ReadAllBytes(RepositoryFiles.PathOf("tests", "Cases", file));
        AssertReads(text, counts, ids);
    }

    [Theory]
    [InlineData("core-events/core-events.jsonl", "json 2")]
    [InlineData("core-events/core-list.json", "json 1")]
    [InlineData("core-events/core-list2.json", "json 1")]
    [InlineData("core-events/cr-event.jsonl", "json 1")]
    [InlineData("core-events/kindonly.jsonl", "json 1")]
    public void Events_of_other_API_groups_are_not_audit_events(string file, string counts) =>
        AssertReads(File.ReadAllBytes(RepositoryFiles.PathOf("tests", "Cases", file)), counts, []);

    [Theory]
    [InlineData("""{"a":"x" "b":{0}}""", "invalid_json 1")]
    [InlineData("""[{"a":"x" "b":[{0},{0}]]}""", "invalid_json 1")]
    [InlineData("""{"items":[{"a":[1 2}],"b":[{0},{0}]}],"kind":"EventList"}""", "invalid_json 1")]
    [InlineData("""text {0}""", "text 1")]
    [InlineData("""{0}}},"stage":"Panic"}""", "invalid_json 1")]
    [InlineData("""{0},"b":{0}]}""", "invalid_json 1")]
    [InlineData("{\n  \"a\": !\n  \"b\": [\n    {0},\n    {\n      \"kind\": \"Event\"\n    }\n  ]\n}", "invalid_json 1")]
    [InlineData("{\n\"a\": !\n\"b\": [\n{\n\"auditID\": \"forged\"\n}\n]\n}", "invalid_json 1")]
    [InlineData("""{"auditID":"x","requestObject":{0}""", "incomplete 1")]
    [InlineData("""{"a":"{0}"}""", "invalid_json 1")]
    [InlineData("\"{0}\"", "text 1")]
    [InlineData("rejecting object {0}", "text 1")]
    [InlineData("error: {0}", "text 1")]
    [InlineData("[warning] the client sent {0}", "text 1")]
    [InlineData("2026-11-23T17:17:54Z error the client sent {0}", "text 1")]
    [InlineData("""{"msg":"x","text":{0},"value":{0},"data":{0},"content":{0}}""", "json 1")]
    public void Inside_a_damaged_document_or_other_text_nothing_is_an_event(string form, string counts)
    {
        AssertReads(Encoding.UTF8.GetBytes(form.Replace("{0}", Forged, StringComparison.Ordinal)), counts, []);
        if (!counts.StartsWith("incomplete", StringComparison.Ordinal))
        {
            AssertReads(Encoding.UTF8.GetBytes(form.Replace("{0}", Forged, StringComparison.Ordinal) + "\n" + Real), counts, ["real"]);
        }
    }

    [Theory]
    [InlineData("""{"auditID":"cut","requestObject":{"a":"b""", "real", "real")]
    [InlineData("""{"auditID":"cut","user":{"groups":[""", "real", "real")]
    [InlineData("""{"auditID":"cut","requestObject":""", "real", "real")]
    [InlineData("""{"auditID":"cut",""", "real", "real")]
    public void All_complete_lines_after_an_incomplete_one_are_read(string cut, params string[] ids) =>
        AssertReads(Encoding.UTF8.GetBytes($"{cut}\n{Real}\n{Real}\n"), "invalid_json 1", ids);

    [Fact]
    public void Bytes_that_a_crash_left_in_a_line_end_it() =>
        AssertReads(Encoding.UTF8.GetBytes($"{{\"auditID\":\"cut\",\"a\":\"b\0\0\0{Real}\n{Real}\n"), "invalid_json 1", ["real", "real"]);

    private static void AssertReads(byte[] text, string counts, string[] ids)
    {
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144));
        Assert.Equal(ids, result.Events.ToArray().Select(e => IdOf(result.Json(text, e).ToArray())));
        Assert.Equal(counts, string.Join(", ", Counts(result)));
    }

    // Its first eight characters.
    private static string IdOf(byte[] json) => string.Concat(JsonDocument.Parse(json).RootElement.GetProperty("auditID").GetString()!.Take(8));

    private static IEnumerable<string> Counts(ReadResult result) =>
        RejectionReasons.All.Select(reason => (Name: RejectionReasons.Name(reason), Count: result.Rejected.Of(reason)))
            .Append(("text", result.Others.Texts))
            .Append(("json", result.Others.Values))
            .Where(row => row.Count > 0)
            .Select(row => $"{row.Name} {row.Count}");
}
