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
    public void The_same_event_is_known_again(int index)
    {
        var input = new EventInput { Event = _batch.Events[index], Number = 1 };
        Assert.False(_identity.Is(&input));
        _identity.Remember(&input);
        Assert.True(_identity.Is(&input));
        _identity.Forget();
        Assert.False(_identity.Is(&input));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("place")]
    [InlineData("timestamp")]
    [InlineData("audit id")]
    [InlineData("end")]
    public void Another_event_is_told_apart_by_its(string difference)
    {
        var input = new EventInput { Event = _batch.Events[0], Number = 1 };
        _identity.Remember(&input);
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

        Assert.False(_identity.Is(&input));
    }
}
