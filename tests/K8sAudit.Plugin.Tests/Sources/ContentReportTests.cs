using System.IO.Compression;
using K8sAudit.Plugin.OpenParameters;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources;

/// <summary>What is reported at the end of an input about what is not an audit event.</summary>
public sealed class ContentReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"kind":"Event","apiVersion":"v1","metadata":{},"involvedObject":{}}""", "kubectl get events")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{},"spec":{}}""", "objects of the Kubernetes API")]
    [InlineData("""{"output":"x","priority":"Notice","rule":"r","time":"t"}""", "alerts of Falco")]
    [InlineData("""{"MESSAGE":null,"__CURSOR":"s=1"}""", "journalctl --all")]
    [InlineData("""{"@timestamp":"t","@ptr":"p"}""", "fields @timestamp, @message")]
    [InlineData("""{"timestamp":1,"message":"I1123 17:17:54.468928 1 a.go:1] x"}""", "another log stream of CloudWatch Logs")]
    [InlineData("""{"eventVersion":"1.08","eventSource":"ec2.amazonaws.com","eventName":"RunInstances"}""", "CloudTrail")]
    [InlineData("""{"logName":"projects/p/logs/x","insertId":"1","textPayload":"x"}""", "protoPayload.serviceName")]
    [InlineData("""{"category":"kube-scheduler","operationName":"o","properties":{"log":"x"}}""", "kube-audit-admin")]
    [InlineData("""{"_index":"logs","_id":"1"}""", "with _source")]
    [InlineData("""{"log":"started\n","stream":"stdout","time":"t"}""", "Docker: log driver json-file, but log holds no audit event")]
    [InlineData("""{"level":"info","message":"started"}""", "member message holds no audit event")]
    [InlineData("2017-03-21T03:57:09Z AUDIT: id=\"1\"", "--audit-log-format=json")]
    [InlineData("\"{\\\"kind\\\":\\\"Event", "jq -r")]
    [InlineData("time=t msg=\"{x}\"", "Export the message alone")]
    [InlineData("I1123 17:17:54.468928       1 controller.go:611] quota", "--audit-log-path")]
    [InlineData("\u0001\u0002msgpack", "Export JSON")]
    [InlineData("nothing that is known", "Expected audit events (kind Event, apiVersion audit.k8s.io/v1)")]
    public void An_input_without_events_is_an_error_that_says_what_it_looks_like_and_what_to_do(string line, string hint)
    {
        var report = Report(line);

        Assert.StartsWith("Error: no audit event was found, only 1 ", report, StringComparison.Ordinal);
        Assert.Contains($", the first in {_folder["a"]}:1: ", report, StringComparison.Ordinal);
        Assert.Contains(hint, report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kinds_are_counted_and_objects_are_described_by_their_keys()
    {
        var objects = string.Concat(Enumerable.Repeat("{\"b\":1,\"a\":2}\n", 1200));

        var report = Report(objects + "text\ntext\n[1]\n{\"auditID\":\n{\"kind\":\"Pod\",\"auditID\":\"x\"}");

        Assert.Contains(
            "only 1,200 JSON objects with the keys b, a, 2 lines of text, 1 JSON value, 2 rejected events (incomplete 1, not_an_event 1), the first in",
            report,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_different_formats_are_counted_together() =>
        Assert.Contains("only 3 lines of text, the first in", Report("nothing that is known\ntime=t msg=\"{x}\"\nother"), StringComparison.Ordinal);

    [Fact]
    public void Beside_events_the_rest_is_a_warning_with_its_number_and_the_first_place()
    {
        Assert.Equal($"Warning: 2 lines of text are not audit events, the first in {_folder["a"]}:2: \"one\"; ignored", Report($"{Event("a")}\none\n\ntwo"));
    }

    [Fact]
    public void Events_empty_lists_and_blank_lines_need_no_report()
    {
        Assert.Equal("", Report($"{Event("a")}\n\n---\n"));
        Assert.Equal("", Report("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}"""));
        Assert.Equal("", Report(""));
    }

    [Theory]
    [InlineData("[\n  {\n    \"auditID\": \"a\",\n    \"kind\": \"Eve")]
    [InlineData("[\n  {\n    \"auditID\": \"a\",\n    \"kind\": \"Event\"\n")]
    [InlineData("{\"auditID\": \"a\",\"kind\": \"Eve")]
    public void A_document_that_is_cut_is_incomplete(string text) =>
        Assert.Contains("only 1 rejected event (incomplete 1)", Report(text), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_read_is_counted()
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Optimal))
        {
            gzip.Write(new byte[100]);
        }

        File.WriteAllBytes(_folder["a"], content.ToArray()[..12]);

        Assert.Contains("only 1 file that could not be read to its end", Read(_folder["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void All_bytes_of_files_are_counted_with_line_ends_and_blank_lines()
    {
        var context = Intake();
        var text = $"{Event("a")}\r\n\n  \n{{\n  \"auditID\": \"b\",\n  \"kind\": \"Event\"\n}}\ntext\n{Event("c")}";
        using var stream = OpenSchemes.Open(_folder.Write("a", text), context);

        Assert.Equal(3, stream.ReadToEnd().Count);
        Assert.Equal((text.Length, 3, 2, 1), (context.Counters.Bytes, context.Counters.Accepted, context.Counters.BlankLines, context.Counters.OtherTexts));
    }

    private string Report(string text) => Read(_folder.Write("a", text));

    private static string Read(string path)
    {
        var log = new RecordingLog();
        using var stream = OpenSchemes.Open(path, Intake(log));
        stream.ReadToEnd();
        return log.Lines.Where(line => line.Contains("audit event", StringComparison.Ordinal)).LastOrDefault(
            line => !line.Contains("rejected an event", StringComparison.Ordinal)) ?? "";
    }
}
