using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;
using K8sAudit.Plugin.Tests.Fields;
using K8sAudit.Plugin.Tests.Sources.Webhook;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources;

/// <summary>Events that are nested deeper than <c>maxDepth</c> allows, from every kind of source.</summary>
public sealed class DepthTests : IDisposable
{
    private const int MaxDepth = 40;

    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly SourceContext _intake;

    public DepthTests() => _intake = Intake(_log, options: new() { MaxDepth = MaxDepth });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("webhook", "{0}")]
    [InlineData("webhook", "[{0}]")]
    [InlineData("webhook", """{"kind":"EventList","items":[{0}]}""")]
    [InlineData("file", "{0}")]
    [InlineData("file", """{"kind":"EventList","items":[{0}]}""")]
    [InlineData("followed", "{0}")]
    public async Task A_privileged_pod_cannot_hide_in_the_depth(string source, string form)
    {
        const int containersAround = 2;
        var (allowed, tooDeep) = (Pod("a", MaxDepth - containersAround), Pod("b", MaxDepth - containersAround + 1));
        var events = await ReadAsync(source, form.Replace("{0}", form == "{0}" ? $"{allowed}{tooDeep}" : $"{allowed},{tooDeep}", StringComparison.Ordinal));
        Assert.Equal([allowed, Pod("b", MaxDepth - containersAround)[..^1] + ""","annotations":{"k8saudit/truncated":"true"}}"""], events);
        Assert.All(events, e => Assert.Equal(["true"], Field(e, "ka.req.container.privileged")));
        Assert.Equal([[], ["true"]], events.Select(e => Field(e, "ka.truncated")));
        Assert.Equal((2, 1, 1), (_intake.Counters.Accepted, _intake.Counters.Truncated, _intake.Counters.Oversized));
        Assert.Single(_log.Lines, line => line.EndsWith(
            "1 events were larger than maxEventSize or deeper than maxDepth and were cut; they say so in ka.truncated, and what fields read was kept first",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_deepest_nesting_that_fits_a_body_truncates_only_its_own_event()
    {
        var events = await ReadAsync("webhook", $"[{Event("a")},{Pod("deep", 1_000_000)},{Event("b")}]");
        Assert.Equal([Event("a"), Pod("deep", MaxDepth - 2)[..^1] + ""","annotations":{"k8saudit/truncated":"true"}}""", Event("b")], events);
    }

    private static string Pod(string id, int depth) =>
        $$$"""{"kind":"Event","requestObject":{"x":{{{new string('[', depth)}}}{{{new string(']', depth)}}},"spec":{"containers":[{"securityContext":{"privileged":true}}]} },"auditID":"{{{id}}}"}""".Replace("} }", "}}", StringComparison.Ordinal);

    private static string[] Field(string json, string field) =>
        ReferenceFields.Read(ReferenceNode.Parse(System.Text.Encoding.UTF8.GetBytes(json)), field, null);

    private async Task<List<string>> ReadAsync(string source, string text)
    {
        if (source == "file")
        {
            using var file = OpenSchemes.Open(_folder.Write("a.jsonl", text + "\n"), _intake);
            return file.ReadToEnd();
        }

        if (source == "followed")
        {
            using var followed = OpenSchemes.Open("file://" + _folder.Write("a.jsonl", ""), _intake);
            File.AppendAllText(_folder["a.jsonl"], text + "\n");
            return followed.Read(2);
        }

        using var stream = WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), _intake);
        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(text);
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        stream.StopAccepting();
        return stream.Read((int)_intake.Counters.Accepted);
    }
}
