using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Tests.Sources.Webhook;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Combined;

/// <summary>The webhook and the API server's log file as one source.</summary>
public sealed partial class CombinedStreamTests : IDisposable
{
    private const string TypeMeta = "\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",";

    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly SourceContext _context;

    public CombinedStreamTests() => _context = Context(new());

    private string LogFile => _folder["audit.log"];

    private string Both => $"\n  http://127.0.0.1:0/k8s-audit\n\n  file://{LogFile}\n";

    private long Duplicates => _context.Counters.Duplicates;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_of_the_webhook_and_of_the_file_are_delivered()
    {
        using var stream = Open(Both);
        await PostAsync(Event("posted"));
        Append(Event("written"));
        Assert.Equal([Event("posted"), Event("written")], stream.Read(2).Order());
    }

    [Fact]
    public async Task An_event_that_is_written_and_posted_is_delivered_once()
    {
        using var stream = Open(Both);
        Append(Logged("1"), Logged("2"));
        Assert.Equal([Logged("1"), Logged("2")], stream.Read(2));
        await PostAsync(List("1", "2", "3"));
        Assert.Equal([Posted("3")], stream.Read(1));
        Append(Logged("3"), Logged("4"));
        Assert.Equal([Logged("4")], stream.Read(1));
        Assert.Equal(3, Duplicates);
    }

    [Fact]
    public void Two_events_of_one_request_that_differ_are_both_delivered()
    {
        using var stream = Open(Both);
        Append(Logged("1"), Logged("1").Replace("ResponseComplete", "ResponseStarted", StringComparison.Ordinal));
        Assert.Equal(2, stream.Read(2).Count);
        Assert.Equal(0, Duplicates);
    }

    [Fact]
    public async Task A_busy_file_does_not_keep_events_of_the_webhook_back()
    {
        using var stream = Open(Both);
        Append([.. Enumerable.Range(0, 4000).Select(i => Logged($"{i}"))]);
        await PostAsync(Event("posted"));
        Assert.Contains(Event("posted"), stream.Read(801));
    }

    [Fact]
    public async Task Draining_ends_when_all_inputs_are_read()
    {
        using var stream = Open(Both);
        Append(Logged("1"), Logged("2"));
        await PostAsync(List("2", "3"));
        _context.Options = _context.Options with { Drain = true };
        Assert.Equal(["1", "2", "3"], stream.ReadToEnd().Select(Id).Order());
    }

    [Fact]
    public void A_finite_input_ends_and_the_others_go_on()
    {
        var archive = _folder.Write("archive.jsonl", Event("archived"));
        using var stream = Open($"{archive}\nfile://{LogFile}");
        Assert.Equal([Event("archived")], stream.Read(1));
        Append(Event("written"));
        Assert.Equal([Event("written")], stream.Read(1));
        Assert.Equal(Progress.None, ((SourceStream)stream).Progress);
    }

    [Fact]
    public void Two_files_are_followed()
    {
        using var stream = Open($"file://{LogFile}\nfile://{_folder["other.log"]}");
        Append(Event("a"));
        _folder.Write("other.log", Event("b") + "\n");
        Assert.Equal([Event("a"), Event("b")], stream.Read(2).Order());
    }

    [Fact]
    public async Task Events_that_the_host_returns_are_delivered_by_the_next_open_and_not_again_by_the_file()
    {
        var pending = new PendingEventStore();
        var options = new K8sAuditOptions { OffsetFile = _folder["offset"] };
        using (var stream = Open(Both, Context(options, pending)))
        {
            Append(Logged("1"), Logged("2"));
            using var batch = new EventBatch();
            while (batch.Count == 0)
            {
                stream.Next(batch);
            }

            Assert.Equal(2, batch.Count);
            batch.RemoveFirst(1);
            stream.ReturnUnread(batch);
        }

        using var next = Open(Both, Context(options, pending));
        Append(Logged("3"));
        Assert.Equal([Logged("2"), Logged("3")], next.Read(2));
        await PostAsync(List("1", "2", "3", "4"));
        Assert.Equal([Posted("4")], next.Read(1));
    }

    [Fact]
    public async Task The_offset_of_the_file_waits_for_delivered_events_of_both()
    {
        var options = new K8sAuditOptions { OffsetFile = _folder["offset"], DeliveredEvents = 0 };
        var context = Context(options);
        using (var stream = Open(Both, context))
        {
            await PostAsync(Event("posted"));
            stream.Read(1);
            Append(Logged("1"), Logged("2"));
            stream.Read(2);

            // The event of the webhook, and none of the file.
            context.Options = options with { DeliveredEvents = 1 };
        }

        using var next = Open(Both, Context(options with { DeliveredEvents = null }));
        Assert.Equal([Logged("1"), Logged("2")], next.Read(2));
    }

    [Fact]
    public void Without_the_window_a_warning_says_that_events_are_delivered_twice()
    {
        using var stream = Open(Both, Context(new K8sAuditOptions { DedupeEvents = 0 }));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: dedupeEvents or dedupeSeconds is 0, so an event that both", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0/a\nhttps://127.0.0.1:0/b", "", "open_params has 2 addresses to listen on; expected one at most, beside files")]
    [InlineData("file:///a\nfile:///b", "/o", "open_params has 2 files to follow, and offsetFile \"/o\" holds the offset of one; follow one file, or remove offsetFile")]
    [InlineData("http://127.0.0.1:0/a\n/none/file", "", "\"/none/file\" does not exist; give the path of an audit log with one JSON event a line, or file:///none/file to wait for it")]
    public void What_cannot_be_opened_together_is_an_error(string parameters, string offsetFile, string message)
    {
        var error = Assert.Throws<PluginException>(() => Open(parameters, Context(new K8sAuditOptions { OffsetFile = offsetFile })));
        Assert.Equal(message, error.Message);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("listening on", StringComparison.OrdinalIgnoreCase));
    }

    private static string Members(string id) => $"\"level\":\"Metadata\",\"auditID\":\"{id}\",\"stage\":\"ResponseComplete\"}}";

    private static string Logged(string id) => "{" + TypeMeta + Members(id);

    private static string Posted(string id) => "{" + Members(id);

    private static string List(params string[] ids) =>
        $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', ids.Select(Posted))}}]}""";

    private static string Id(string json) => AuditId().Match(json).Groups[1].Value;

    private void Append(params string[] lines) => File.AppendAllLines(LogFile, lines);

    private SourceContext Context(K8sAuditOptions options, PendingEventStore? pending = null) => Intake(_log, options: options, kept: pending);

    private SourceStream Open(string parameters, SourceContext? context = null)
    {
        File.AppendAllText(LogFile, "");
        return OpenSchemes.Open(parameters, context ?? _context);
    }

    // The port is in the log of the last open.
    private async Task PostAsync(string body)
    {
        var port = _log.Lines.Select(line => ListeningPort().Match(line)).Last(match => match.Success).Groups[1].Value;
        using var client = new WebhookClient(int.Parse(port, CultureInfo.InvariantCulture));
        using var response = await client.PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [GeneratedRegex(@"\(port (\d+)\)")]
    private static partial Regex ListeningPort();

    [GeneratedRegex("\"auditID\":\"([^\"]*)\"")]
    private static partial Regex AuditId();
}
