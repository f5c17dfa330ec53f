using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>Every field on every event answers what a plain reading of the event says.</summary>
public sealed class FieldAgreementTests : IDisposable
{
    // StartedRequestsTests has the only field that depends on earlier events.
    private static readonly (Field<AuditEvent> Field, object? Argument)[] _questions =
        [.. AuditFields.All.ToArray().Where(field => field.Name != "ka.stage.first").SelectMany(ArgumentsOf)];

    private readonly FieldProbe<AuditEvent> _probe = new();
    private readonly AuditEventReader _reader = new(K8sAuditPlugin.Paths);
    private int _noted;

    public void Dispose() => _probe.Dispose();

    [Fact]
    public void Captured_events_are_read_as_the_reference_reads_them()
    {
        Assert.True(Samples.Captured.Count > 1_900);
        foreach (var payload in Samples.Captured)
        {
            AssertAgrees(payload);
        }

        Assert.Equal(Samples.Captured.Count, _noted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Hostile_events_are_read_as_the_reference_reads_them(int seed)
    {
        var mutator = new EventMutator(seed);
        var random = new Random(seed);
        var captured = Samples.Captured.Where(payload => payload.Length < 3_000).ToArray();
        var withValues = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var events = round % 2 == 0 ? Samples.OfCases : captured;
            withValues += AssertAgrees(mutator.Mutate(events[random.Next(events.Count)])) ? 1 : 0;
        }

        Assert.InRange(withValues, 2_500, 4_500);
        Assert.InRange(_noted, 2_000, 4_500);
    }

    [Fact]
    public void An_incomplete_event_has_no_values()
    {
        var payload = Samples.Captured.First(sample => sample.AsSpan().IndexOf("\"hostPath\""u8) > 0 && sample.Length < 8_000);
        for (var length = 0; length < payload.Length; length++)
        {
            _probe.Load(payload.AsSpan(0, length));
            foreach (var row in AuditFields.All)
            {
                Assert.Equal(0, _probe.Extract(row, default));
            }
        }
    }

    private static IEnumerable<(Field<AuditEvent> Field, object? Argument)> ArgumentsOf(Field<AuditEvent> row) => row switch
    {
        { Name: "ka.uri.param" } => [(row, "a"), (row, "command"), (row, "limit"), (row, "fieldManager"), (row, null)],
        { Name: "ka.req.labels" or "ka.req.annotations" } => [(row, "app"), (row, "a/b"), (row, ""), (row, null)],
        { Name: "ka.annotation" } => [(row, "authorization.k8s.io/decision"), (row, "name"), (row, null)],
        { Name: "ka.user.extra" or "ka.impuser.extra" } => [(row, "authentication.kubernetes.io/credential-id"), (row, "name"), (row, null)],
        { Name: "ka.req.value" or "ka.resp.value" } =>
            [
                (row, ""),
                (row, "/spec/containers/*/image"),
                (row, "metadata/*"),
                (row, "/*/*"),
                (row, "/spec/volumes/0"),
                (row, "/metadata/labels/a~1b"),
                (row, null),
            ],
        { Name: "ka.req.volume.hostpath" } => [(row, "/etc"), (row, "/*"), (row, ""), (row, null)],
        { Argument: FieldArgumentKind.Index } => [(row, null), (row, 1ul)],
        _ => [(row, null)],
    };

    // Says whether the event has any values.
    private bool AssertAgrees(byte[] payload)
    {
        _probe.Load(payload);
        var hasValues = AssertLoaded(payload);
        AssertNotesAgree(payload);
        return hasValues;
    }

    // What the splitter notes of an event gives the same values as the event itself.
    private void AssertNotesAgree(byte[] payload)
    {
        byte[] list = [.. "{\"kind\":\"EventList\",\"items\":["u8, .. payload, .. "]}"u8];
        var result = _reader.Read(list, new EventLimits(list.Length));
        foreach (var slice in result.Events)
        {
            var json = result.Json(list, slice);
            _probe.Load(json, fieldIndex: result.FieldIndex(slice));
            _noted += slice.OffsetCount > 0 ? 1 : 0;
            AssertLoaded(json.ToArray());
        }
    }

    private bool AssertLoaded(byte[] payload)
    {
        var document = ReferenceNode.Parse(payload);
        var hasValues = false;
        foreach (var (field, argument) in _questions)
        {
            var answer = _probe.Read(field, argument);
            if (!answer.Values.SequenceEqual(ReferenceFields.Read(document, field.Name, argument)))
            {
                Assert.Fail($"{field.Name}[{argument}] is [{string.Join(" | ", answer.Values)}] and should be [{string.Join(" | ", ReferenceFields.Read(document, field.Name, argument))}] in {Encoding.UTF8.GetString(payload)}");
            }

            for (var i = 0; i < answer.Values.Length; i++)
            {
                hasValues = true;
                Assert.True(answer.Places[i] is null || answer.Places[i] == answer.Values[i], field.Name);
            }
        }

        return hasValues;
    }
}
