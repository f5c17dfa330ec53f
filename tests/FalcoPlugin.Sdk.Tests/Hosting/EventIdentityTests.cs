using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Hosting;

namespace FalcoPlugin.Sdk.Tests.Hosting;

public sealed unsafe class EventIdentityTests : IDisposable
{
    private readonly EventBatch _batch = new();
    private EventIdentity _identity;

    public EventIdentityTests()
    {
        _batch.Add("""{"kind":"Event","auditID":"11111111-2222-3333-4444-555555555555","stage":"ResponseComplete"}"""u8, 1000);
        _batch.Add("x"u8, 1000);
    }

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_same_event_is_recognized(int index)
    {
        var input = new EventInput { Event = _batch.Events[index], Number = 1 };
        Assert.False(_identity.Matches(&input));
        _identity.Store(&input);
        Assert.True(_identity.Matches(&input));
        _identity.Clear();
        Assert.False(_identity.Matches(&input));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("place")]
    [InlineData("timestamp")]
    [InlineData("audit id")]
    [InlineData("end")]
    public void Another_event_is_distinguished_by_its(string difference)
    {
        var input = new EventInput { Event = _batch.Events[0], Number = 1 };
        _identity.Store(&input);
        var length = (int)EventLayout.TotalLength(input.Event);
        switch (difference)
        {
            case "number":
                input.Number = 2;
                break;
            case "place":
                input.Event = _batch.Events[1];
                break;
            case "timestamp":
                EventLayout.SetTimestamp(input.Event, 1001);
                break;
            case "audit id":
                input.Event[EventLayout.PayloadOffset + 40]++;
                break;
            default:
                input.Event[length - 3]++;
                break;
        }

        Assert.False(_identity.Matches(&input));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(EventLayout.PayloadOffset)]
    [InlineData(EventLayout.PayloadOffset + 77)]
    [InlineData(EventLayout.PayloadOffset + 112)]
    [InlineData(EventLayout.PayloadOffset + 130)]
    [InlineData(-3)]
    public void Another_long_event_is_distinguished_by_its_time_id_stage_or_end(int offset)
    {
        // In the order of the API server.
        using var batch = new EventBatch();
        batch.Add("""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"11111111-2222-3333-4444-555555555555","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/default/pods","verb":"create","annotations":{"authorization.k8s.io/decision":"allow"}}"""u8, 1000);
        var input = new EventInput { Event = batch.Events[0], Number = 1 };
        _identity.Store(&input);
        Assert.True(_identity.Matches(&input));
        input.Event[offset < 0 ? EventLayout.TotalLength(input.Event) + offset : offset]++;
        Assert.False(_identity.Matches(&input));
    }
}
