using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events;

public sealed class LaterEventMarkerTests : IDisposable
{
    private readonly LaterEventMarker _marker = new();
    private readonly AuditEventReader _reader = new(K8sAuditPlugin.Paths);
    private readonly FieldProbe<AuditEvent> _probe = new();

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_started_request_is_marked_whether_it_has_a_field_index_or_not(bool hasIndex)
    {
        Assert.Equal("true", Read("ResponseStarted", hasIndex));
        Assert.Equal("false", Read("ResponseComplete", hasIndex));
        Assert.Equal("false", Read("Panic", hasIndex));
    }

    [Fact]
    public void A_marked_event_has_the_values_of_its_other_fields()
    {
        foreach (var hasIndex in (bool[])[true, false])
        {
            Read("ResponseStarted", hasIndex);
            Read("ResponseComplete", hasIndex);
            Assert.Equal(["get"], _probe.Read(FieldCase.FieldOf("ka.verb")).Values);
        }
    }

    [Fact]
    public void An_extraction_does_not_need_to_have_seen_the_start()
    {
        Mark("ResponseStarted", hasIndex: true);
        Assert.Equal("false", Read("ResponseComplete", hasIndex: true));
    }

    [Fact]
    public void An_index_without_a_mark_says_that_the_event_is_first_whatever_the_extraction_has_seen()
    {
        _probe.Load(Event("ResponseStarted"));
        Assert.Equal(["true"], _probe.Read(FieldCase.FieldOf("ka.stage.first")).Values);
        Assert.Equal("true", Read("ResponseComplete", hasIndex: true));
    }

    [Fact]
    public void An_index_that_needs_no_mark_is_not_copied()
    {
        var index = new FieldOffset[] { new(0, 2, (ushort)StartedRequests.StagePath, 0) };
        Assert.True(_marker.Mark("{}"u8, MemoryMarshal.AsBytes(index.AsSpan())) == MemoryMarshal.AsBytes(index.AsSpan()));
    }

    private string Read(string stage, bool hasIndex)
    {
        _probe.Load(Event(stage), fieldIndex: Mark(stage, hasIndex));
        return Assert.Single(_probe.Read(FieldCase.FieldOf("ka.stage.first")).Values);
    }

    private ReadOnlySpan<byte> Mark(string stage, bool hasIndex)
    {
        var json = Event(stage);
        var result = _reader.Read(json, new EventLimits(1024));
        return _marker.Mark(json, hasIndex ? result.FieldIndex(in result.Events[0]) : default);
    }

    private static byte[] Event(string stage) =>
        Encoding.UTF8.GetBytes($$"""{"kind":"Event","auditID":"a","stage":"{{stage}}","requestURI":"/api/v1/namespaces/a/pods/b/exec","verb":"get"}""");
}
