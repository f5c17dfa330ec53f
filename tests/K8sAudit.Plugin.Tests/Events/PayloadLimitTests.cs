using System.Text;
using System.Text.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.OpenParameters;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>Payloads that are made to cost memory or time.</summary>
public sealed class PayloadLimitTests : IDisposable
{
    private const string Event = """{"kind":"Event","auditID":"a"}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_compressed_payload_that_expands_beyond_the_limit_is_rejected()
    {
        var text = Encoding.UTF8.GetBytes(Lambda(new string(' ', 5_000_000) + Event));

        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144) { MaxExpansion = 1_000_000 });

        Assert.True(result.Events.IsEmpty);
        Assert.Equal(1, result.Rejected.Of(RejectionReason.TooLarge));
        Assert.Equal(1, new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144)).Events.Length);
    }

    [Fact]
    public void Compressed_payloads_of_one_text_share_the_limit()
    {
        var one = FormatShapeEvent.Encode("gzip64", new string(' ', 400_000) + Event);
        var text = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', Enumerable.Repeat($$$"""{"kinesis":{"data":"{{{one}}}"}}""", 10))}}]}""");

        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144) { MaxExpansion = 1_000_000 });

        Assert.Equal(2, result.Events.Length);
        Assert.Equal(8, result.Rejected.Of(RejectionReason.TooLarge));
    }

    [Fact]
    public void A_payload_that_is_damaged_is_not_an_event()
    {
        var text = Encoding.UTF8.GetBytes("""{"awslogs":{"data":"H4sIAAAAAAAAAP"}} {"awslogs":{"data":"H4sIAAAAAAAA/w=="}}""");

        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144));

        Assert.Equal(0, result.Events.Length + result.Rejected.Total);
        Assert.Equal(2, result.Others.Total);
    }

    // Each level matches many rows. Without a limit the innermost text is read many to the power of the depth times.
    [Fact]
    public void Wrappers_in_wrappers_are_read_a_bounded_number_of_times()
    {
        var text = new string('x', 100_000);
        for (var level = 0; level < 6; level++)
        {
            var content = JsonSerializer.Serialize(text);
            text = $$"""{"@timestamp":1,"agent":1,"@version":1,"podName":1,"containerName":1,"source_type":1,"ingestionTime":1,"openshift":1,"message":{{content}}}""";
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(bytes, new EventLimits(262_144));

        Assert.True(result.Events.IsEmpty);
        Assert.Equal(1, result.Others.Total);
    }

    [Theory]
    [InlineData("level: info\nmsg: started\n{0}\n", 1)]
    [InlineData("kind: Event\nfoo\n{0}\n", 1)]
    [InlineData("kind: Event\napiVersion: audit.k8s.io/v1\nauditID: y\n{0}\n", 2)]
    [InlineData("{0}\n---\nkind: Event\napiVersion: audit.k8s.io/v1\nauditID: y\n---\n{0}\n", 3)]
    [InlineData("kind: Event\napiVersion: audit.k8s.io/v1\nauditID: &a y\nuser: *a\n", 0)]
    [InlineData("kind: Event\napiVersion: v1\nmetadata:\n  name: x\n", 0)]
    [InlineData("I1123 17:17:54.468928 1 main.go:1] body\nkind: Event\napiVersion: audit.k8s.io/v1\nauditID: forged\n", 0)]
    [InlineData("a: |\n  kind: Event\n  apiVersion: audit.k8s.io/v1\n  auditID: forged\n", 0)]
    [InlineData("# comment\n\nkind: Event\napiVersion: audit.k8s.io/v1\nauditID: y\nrequestObject:\n  data: |\n    kind: Event\n    auditID: forged\n", 1)]
    public void YAML_is_read_only_as_whole_documents(string text, int events)
    {
        File.WriteAllText(_folder["audit.yaml"], text.Replace("{0}", Event, StringComparison.Ordinal));
        var context = Streams.Intake();
        using var stream = OpenSchemes.Open(_folder["audit.yaml"], context);

        var found = stream.ReadToEnd();

        Assert.Equal(events, found.Count);
        Assert.DoesNotContain(found, json => JsonDocument.Parse(json).RootElement.GetProperty("auditID").GetString() == "forged");
    }

    private static string Lambda(string content) => $$$"""{"awslogs":{"data":"{{{FormatShapeEvent.Encode("gzip64", content)}}}"}}""";
}
