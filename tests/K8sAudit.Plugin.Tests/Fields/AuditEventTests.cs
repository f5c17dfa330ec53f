using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public class AuditEventTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"auditID\"")]
    [InlineData("{}")]
    [InlineData("""{"verb":"get","user":{"username":"a"},"requestURI":"/?key=1"}""")]
    [InlineData("""{"auditID":null,"verb":"get"}""")]
    [InlineData("""{"auditID":7,"verb":"get"}""")]
    [InlineData("""{"auditID":{"auditID":"1"},"verb":"get"}""")]
    [InlineData("""{"auditID":"1","auditID":null,"verb":"get"}""")]
    [InlineData("""[{"auditID":"1","verb":"get"}]""")]
    [InlineData("""{"auditID":"1","verb":"get"}}""")]
    [InlineData("""{"auditID":"1","verb":"get"}{}""")]
    [InlineData("""{"auditID":"1","verb":"get",}""")]
    [InlineData("""{"auditID":"1","verb":"ge""")]
    [InlineData("""{"auditID":"1","verb":get}""")]
    [InlineData("""{"auditID":"1","verb":"get","level":01}""")]
    [InlineData("{\"auditID\":\"1\",\"verb\":\"a\nb\"}")]
    [InlineData("\uFEFF{\"auditID\":\"1\",\"verb\":\"get\"}")]
    public void What_is_not_an_audit_event_has_no_values(string payload) => AssertFields.HasNothing(Encoding.UTF8.GetBytes(payload));

    [Fact]
    public void White_space_around_an_event_does_not_matter() =>
        Assert.Equal(["get"], AssertFields.Ask("ka.verb", null, " \r\n\t{ \"auditID\" : \"1\" , \"verb\" :\n\"get\" } \n"u8).Values);

    [Theory]
    [InlineData("""{"auditID":"1","\u0076\u0065rb":"get"}""", "get")]
    [InlineData("""{"auditID":"1","verb":"\u0067e\u0074"}""", "get")]
    [InlineData("""{"auditID":"1","verb":"\ud83d\ude00\ud83d"}""", "😀\uFFFD")]
    [InlineData("""{"auditID":"1","verb":"\ude00\u0000"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"auditID":"1","verb":"é\u00e9"}""", "éé")]
    public void Escapes_are_resolved_in_names_and_values(string payload, string verb) =>
        Assert.Equal([verb], AssertFields.Ask("ka.verb", null, Encoding.UTF8.GetBytes(payload)).Values);

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        byte[] payload = [.. "{\"auditID\":\"1\",\"verb\":\""u8, 0xFF, (byte)'a', 0xE2, 0x82, .. "\",\"user\":{\"groups\":[[\""u8, 0xC0, .. "\"]]}}"u8];
        Assert.Equal(["\uFFFDa\uFFFD"], AssertFields.Ask("ka.verb", null, payload).Values);
        Assert.Equal(["[\"\uFFFD\"]"], AssertFields.Ask("ka.user.groups", null, payload).Values);
    }

    [Fact]
    public void A_deep_event_is_read_or_refused_but_never_the_end()
    {
        foreach (var depth in new[] { 400, 500_000 })
        {
            var payload = $$"""{"auditID":"1","requestObject":{{new string('[', depth)}}{{new string(']', depth)}},"verb":"get"}""";
            Assert.Equal(depth < 512 ? ["get"] : [], AssertFields.Ask("ka.verb", null, Encoding.UTF8.GetBytes(payload)).Values);
        }
    }

    [Fact]
    public void A_value_within_the_event_has_its_offset()
    {
        const string payload = """
            {"auditID":"1","verb":"get","stage":"\u0041","requestURI":"/?a=b&c=%41","user":{"groups":["g","\n"],"username":"system:serviceaccount:shop:web","extra":{"k":["v"]}},"responseStatus":{"code":200},
             "sourceIPs":["10.0.0.1"],"userAgent":"curl/8","objectRef":{"apiGroup":"apps"},"annotations":{"a":"b","c":"\n"},
             "requestObject":{"data":{"a":1},"rules":[{"a": 1,"verbs":["get"]}],"subjects":[{"kind":"User"}],"spec":{"ports":[{"port":80}],"containers":[{"image":"a/b:1","command":["sh"]},{"command":["sh","-c"]}],"volumes":[{"hostPath":{"path":"/"}}]}}}
            """;
        AssertPlaces("ka.verb", null, "get");
        AssertPlaces("ka.stage", null, (string?)null);
        AssertPlaces("ka.user.groups", null, "g", null);
        AssertPlaces("ka.response.code", null, "200");
        AssertPlaces("ka.req.configmap.obj", null, """{"a":1}""");
        AssertPlaces("ka.req.role.rules", null, (string?)null);
        AssertPlaces("ka.uri.param", "a", "b");
        AssertPlaces("ka.uri.param", "c", (string?)null);
        AssertPlaces("ka.req.pod.containers.image.repository", null, "a/b");
        AssertPlaces("ka.req.pod.containers.command", null, "sh", null);
        AssertPlaces("ka.req.pod.containers.eff_run_as_user", null, null, null);
        AssertPlaces("ka.req.pod.volumes.volume_type", null, "hostPath");
        AssertPlaces("ka.req.binding.subjects.names", null, (string?)null);
        AssertPlaces("ka.req.role.rules.text", null, (string?)null);
        AssertPlaces("ka.req.service.ports.text", null, (string?)null);
        AssertPlaces("ka.user.serviceaccount", null, "shop:web");
        AssertPlaces("ka.user.namespace", null, "shop");
        AssertPlaces("ka.user.extra", "k", "v");
        AssertPlaces("ka.useragent.name", null, "curl");
        AssertPlaces("ka.target.apigroup", null, "apps");
        AssertPlaces("ka.annotation", "a", "b");
        AssertPlaces("ka.annotation", "c", (string?)null);
        AssertPlaces("ka.req.value", "/spec/ports/*/port", "80");
        AssertPlaces("ka.response.status", null, (string?)null);
        AssertPlaces("ka.source.ip", null, (string?)null);

        void AssertPlaces(string field, string? key, params string?[] places) =>
            Assert.Equal(places, AssertFields.Ask(field, key, Encoding.UTF8.GetBytes(payload)).Places);
    }

    [Fact]
    public void One_event_leaves_nothing_to_the_next()
    {
        using var probe = new FieldProbe<AuditEvent>();
        var verb = FieldCase.FieldOf("ka.verb");
        probe.Load("""{"auditID":"1","verb":"get"}"""u8);
        Assert.Equal(["get"], probe.Read(verb).Values);
        probe.Load("""{"auditID":"1"}"""u8);
        Assert.Empty(probe.Read(verb).Values);
        probe.Load("{"u8);
        Assert.Empty(probe.Read(verb).Values);
    }

    [Fact]
    public void Events_of_a_known_size_cost_no_allocation()
    {
        var payloads = Samples.Captured.Where((_, number) => number % 20 == 0).Concat(Samples.OfCases).ToArray();
        using var probe = new FieldProbe<AuditEvent>();
        ReadAll(probe, payloads);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(probe, payloads);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void ReadAll(FieldProbe<AuditEvent> probe, byte[][] payloads)
    {
        foreach (var payload in payloads)
        {
            probe.Load(payload);
            foreach (var row in AuditFields.All)
            {
                probe.Extract(row, default);
                probe.Extract(row, new FieldArgument(isPresent: true, index: 0, "command"u8));
            }
        }
    }
}
