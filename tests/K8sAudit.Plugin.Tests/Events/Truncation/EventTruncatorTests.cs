using System.Text;
using System.Text.Json;
using K8sAudit.Plugin.Events.Truncation;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events.Truncation;

public class EventTruncatorTests
{
    private const int Limit = 16 * 1024;
    private const string Mark = "\"k8saudit/truncated\":\"true\"";

    private static readonly string _padding = new('x', 100_000);

    public static TheoryData<string, string> PaddedPods => new()
    {
        { "an environment variable", Pod($$$"""{"name":"a","image":"i","securityContext":{"privileged":true},"env":[{"name":"A","value":"{{{_padding}}}"}]}""") },
        { "an annotation of the pod", Pod("""{"name":"a","image":"i","securityContext":{"privileged":true}}""", $$$""","metadata":{"annotations":{"a":"{{{_padding}}}"}}""") },
        { "many labels", Pod("""{"name":"a","image":"i","securityContext":{"privileged":true}}""", $$$""","metadata":{"labels":{{{{Many(20_000, i => $"\"l{i}\":\"v\"")}}}}}""") },
        { "many empty objects", Pod("""{"name":"a","image":"i","securityContext":{"privileged":true}}""", $$$""","status":[{{{Many(50_000, _ => "{}")}}}]""") },
        { "deep nesting", Pod("""{"name":"a","image":"i","securityContext":{"privileged":true}}""", $$$""","status":{{{Many(200, _ => "[[1],[", "")}}}{{{Many(200, _ => "]]", "")}}},"x":"{{{_padding}}}" """) },
        { "arguments", Pod($$$"""{"name":"a","image":"i","args":["{{{_padding}}}"],"securityContext":{"privileged":true}}""") },
        { "many arguments", Pod($$$"""{"name":"a","image":"i","args":[{{{Many(50_000, _ => "\"-v\"")}}}],"securityContext":{"privileged":true}}""") },
        { "ports", Pod($$$"""{"name":"a","image":"i","ports":[{{{Many(12_000, i => $$"""{"hostPort":{{i}},"containerPort":{{i}},"protocol":"TCP"}""")}}}],"securityContext":{"privileged":true}}""") },
        { "booleans of other containers", Pod(Many(5000, i => $$$"""{"name":"p{{{i}}}","securityContext":{"allowPrivilegeEscalation":true,"runAsUser":{{{i}}}}}""") + """,{"name":"a","securityContext":{"privileged":true}}""") },
        { "containers in front", Pod(Many(5000, i => $$$"""{"name":"padding-{{{i}}}","image":"i"}""") + """,{"name":"a","image":"i","securityContext":{"privileged":true}}""") },
        { "harmless containers in front", Pod(Many(5000, i => $$$"""{"name":"padding-{{{i}}}","image":"i","securityContext":{"privileged":false}}""") + """,{"name":"a","securityContext":{"privileged":true}}""") },
        { "containers behind", Pod("""{"name":"a","securityContext":{"privileged":true}},""" + Many(5000, i => $$$"""{"name":"p{{{i}}}","securityContext":{"privileged":true,"runAsUser":1000}}""")) },
        { "escapes", Pod($$$"""{"name":"{{{Many(20_000, _ => "\\ud83d\\ude00\\\\", "")}}}","image":"i","securityContext":{"privileged":true}}""") },
        { "white space", Pod("""{"name":"a","image":"i","securityContext":{"privileged":true}}""", new string(' ', 100_000)) },
    };

    [Theory]
    [MemberData(nameof(PaddedPods))]
    public void A_privileged_pod_cannot_hide_behind(string padding, string json)
    {
        var cut = Cut(json);
        using var document = JsonDocument.Parse(cut, new JsonDocumentOptions { MaxDepth = 1000 });
        AssertField(cut, "ka.truncated", "true");
        AssertField(cut, "ka.auditid", "a-1");
        AssertField(cut, "ka.user.name", "mallory");
        AssertField(cut, "ka.target.resource", "pods");
        AssertField(cut, "ka.req.container.privileged", "true");
        Assert.True(cut.Length <= Limit, padding);
    }

    public static TheoryData<string, string, string> PaddedRequests => new()
    {
        { "ka.req.binding.role", "cluster-admin", $$$"""{"subjects":[{{{Many(5000, i => $$"""{"kind":"User","name":"u{{i}}"}""")}}}],"roleRef":{"name":"cluster-admin"}}""" },
        { "ka.req.pod.volumes.hostpath", "/etc", $$$"""{"spec":{"containers":[{"name":"a","image":"i","args":[{{{Many(6000, i => $"\"argument {i}\"")}}}]}],"volumes":[{"hostPath":{"path":"/etc"}}]}}""" },
        { "ka.req.pod.containers.image", "evil", $$$"""{"spec":{"initContainers":[{{{Many(3000, i => $$"""{"image":"i{{i}}"}""")}}}],"containers":[{"image":"evil"}]}}""" },
        { "ka.req.role.rules.verbs", "*", $$$"""{"rules":[{"resources":["*"],"verbs":["*"]},{{{Many(5000, i => $$"""{"apiGroups":["a{{i}}"],"resources":["r{{i}}"],"verbs":["get"]}""")}}}]}""" },
        { "ka.req.role.rules.resources", "*", $$$"""{"rules":[{"resources":["*"],"verbs":["*"]},{{{Many(5000, i => $$"""{"apiGroups":["a{{i}}"],"resources":["r{{i}}"],"verbs":["get"]}""")}}}]}""" },
    };

    [Theory]
    [MemberData(nameof(PaddedRequests))]
    public void A_value_cannot_hide_behind_those_of_another_field(string field, string value, string request)
    {
        var cut = Cut($$"""{"kind":"Event","auditID":"a-1","requestObject":{{request}},"verb":"create"}""");
        Assert.Equal(value, ReferenceFields.Read(ReferenceNode.Parse(Encoding.UTF8.GetBytes(cut)), field, null)?.First());
        AssertField(cut, "ka.truncated", "true");
    }

    // Sizes that leave no room or a little more behind what is kept, to the byte.
    [Fact]
    public void Padding_that_is_measured_out_pushes_nothing_off_the_end()
    {
        var labels = Many(2_000, i => $"\"l{i}\":\"sixteen bytes \"");
        for (var size = 300; size < 600; size += 2)
        {
            var kept = Many(1_180, i => $"\"k{i}\":\"123\"")
                + $",\"{new string('k', size % 100)}\":\"{new string('v', size / 100)}\""
                + Many(size / 10, i => $",\"m{i}\":1", "");
            var cut = Cut($$$$"""
                {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"a-1","stage":"ResponseComplete","verb":"create","user":{"username":"mallory"},"objectRef":{"resource":"pods"},
                "requestObject":{"metadata":{"labels":{{{{{labels}}}}},"annotations":{{{{{kept}}}}}},"spec":{"containers":[{"name":"a","securityContext":{"privileged":true}}]}},
                "requestReceivedTimestamp":"2026-11-28T19:00:00.000000Z","stageTimestamp":"2026-11-28T19:00:00.100000Z","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"RBAC"}}
                """);
            AssertField(cut, "ka.truncated", "true");
            AssertField(cut, "ka.req.container.privileged", "true");
            AssertField(cut, "ka.auth.decision", "allow");
            AssertField(cut, "ka.auth.reason", "RBAC");
            Assert.Contains("\"stageTimestamp\":\"2026-11-28T19:00:00.100000Z\"", cut, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_addresses_that_a_client_claims_hide_nothing()
    {
        var cut = Cut(
            Pod("""{"name":"a","securityContext":{"privileged":true}}""").Replace(
                "\"verb\"",
                $"\"sourceIPs\":[{Many(20_000, i => $"\"10.0.{i / 250}.{i % 250}\"")}],\"verb\"",
                StringComparison.Ordinal));
        AssertField(cut, "ka.req.container.privileged", "true");
        AssertField(cut, "ka.verb", "create");
        AssertField(cut, "ka.truncated", "true");
    }

    [Fact]
    public void The_largest_values_that_no_field_reads_go_first_and_nothing_else_does()
    {
        var cut = Cut($$$"""{"auditID":"a","requestObject":{"metadata":{"a":"{{{_padding}}}","b":"small"},"spec":{"containers":[{"name":"c","env":[{"name":"SECRET"}]}]}},"level":"Request"}""");
        Assert.Equal("""{"auditID":"a","requestObject":{"metadata":{"b":"small"},"spec":{"containers":[{"name":"c","env":[{"name":"SECRET"}]}]}},"level":"Request","annotations":{""" + Mark + "}}", cut);
    }

    [Fact]
    public void A_text_that_a_field_reads_is_shortened_not_dropped()
    {
        var cut = Cut($$"""{"auditID":"a","userAgent":"{{_padding}}"}""");
        Assert.Matches("^\\{\"auditID\":\"a\",\"userAgent\":\"x{4000,}…\",", cut);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":"b"}""")]
    public void The_mark_joins_the_annotations_that_are_there(string annotations)
    {
        var cut = Cut($$"""{"auditID":"a","annotations":{{annotations}},"requestObject":"{{_padding}}"}""");
        Assert.Equal($$"""{"auditID":"a","annotations":{{annotations[..^1]}}{{(annotations == "{}" ? "" : ",")}}{{Mark}}""" + "}}", cut);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{},\"annotations\":7")]
    public void Annotations_of_another_kind_do_not_hide_the_mark(string annotations) =>
        AssertField(Cut($$"""{"auditID":"a","annotations":{{annotations}},"requestObject":"{{_padding}}"}"""), "ka.truncated", "true");

    [Theory]
    [InlineData(10)]
    [InlineData(44)]
    [InlineData(60)]
    public void An_event_whose_own_members_do_not_fit_is_not_truncated(int limit) =>
        Assert.False(EventTruncator.TryTruncate(Encoding.UTF8.GetBytes($$"""{"auditID":"{{_padding}}"}"""), new byte[limit], KeptPaths.Trie, out _));

    [Fact]
    public void Real_events_stay_events_at_any_limit()
    {
        var random = new Random(7);
        foreach (var json in Samples.Events(1269))
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            var output = new byte[random.Next(600, 3000)];
            if (bytes.Length > output.Length && EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out var written))
            {
                using var cut = JsonDocument.Parse(output.AsMemory(0, written));
                Assert.Equal("true", cut.RootElement.GetProperty("annotations").GetProperty("k8saudit/truncated").GetString());
                Assert.Equal(
                    JsonDocument.Parse(json).RootElement.GetProperty("auditID").GetString(),
                    cut.RootElement.GetProperty("auditID").GetString());
            }
        }
    }

    [Fact]
    public void Truncation_allocates_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Pod($$$"""{"name":"a","args":["{{{_padding}}}"],"env":[{{{Many(20_000, i => $"{i}")}}}]}"""));
        var output = new byte[Limit];
        EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out _));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Pod(string containers, string more = "") =>
        $$"""{"kind":"Event","auditID":"a-1","stage":"ResponseComplete","requestObject":{"spec":{"containers":[{{containers}}],"hostPID":true}{{more}}},"user":{"username":"mallory"},"objectRef":{"resource":"pods"},"verb":"create"}""";

    private static string Many(int count, Func<int, string> piece, string separator = ",") => string.Join(separator, Enumerable.Range(0, count).Select(piece));

    private static string Cut(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var output = new byte[Limit];
        Assert.True(bytes.Length > Limit);
        Assert.True(EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out var written), "it cannot be cut");
        return Encoding.UTF8.GetString(output, 0, written);
    }

    private static void AssertField(string json, string field, string value) =>
        Assert.Equal([value], ReferenceFields.Read(ReferenceNode.Parse(Encoding.UTF8.GetBytes(json)), field, null));
}
