using K8sAudit.Plugin.Sources.Webhook.Memory;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Memory;

/// <summary>The memory that bodies are read into.</summary>
public sealed class BodyBuffersTests
{
    private const int Large = 12 * 1024 * 1024;

    private readonly BodyBuffers _buffers = new();

    [Theory]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(Large)]
    public void A_buffer_has_the_room_that_was_asked_for(int capacity)
    {
        var buffer = _buffers.Rent(capacity);
        Assert.InRange(buffer.Capacity, capacity, capacity + 64 * 1024);
        buffer.GetSpan()[capacity - 1] = 1;
        Assert.Equal(1, buffer.Memory.Span[capacity - 1]);
        _buffers.Return(buffer, capacity);
    }

    [Fact]
    public void The_memory_of_a_large_body_goes_back_to_the_system()
    {
        var buffer = _buffers.Rent(Large);
        buffer.GetSpan().Fill(1);
        _buffers.Return(buffer, buffer.Capacity);

        // Pages that went back come again empty.
        Assert.Same(buffer, _buffers.Rent(Large));
        Assert.Equal(1, buffer.GetSpan()[0]);
        Assert.Equal(-1, buffer.GetSpan()[(1024 * 1024)..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void No_more_than_eight_buffers_are_kept_after_a_burst()
    {
        var burst = Enumerable.Range(0, 64).Select(_ => _buffers.Rent(Large)).ToArray();
        foreach (var buffer in burst)
        {
            _buffers.Return(buffer, 1);
        }

        Assert.Equal(8, burst.Count(buffer => !buffer.GetSpan().IsEmpty));
    }

    [Fact]
    public void What_only_a_burst_needed_goes_back_to_the_system()
    {
        var burst = Enumerable.Range(0, 8).Select(_ => _buffers.Rent(Large)).ToArray();
        foreach (var buffer in burst)
        {
            _buffers.Return(buffer, 1);
        }

        _buffers.FreeUnused();
        _buffers.Return(_buffers.Rent(Large), 1);
        _buffers.FreeUnused();
        Assert.Equal(1, burst.Count(buffer => !buffer.GetSpan().IsEmpty));
    }

    [Fact]
    public void A_buffer_that_is_too_small_after_a_change_of_the_limit_is_not_used_again()
    {
        var small = _buffers.Rent(1);
        _buffers.Return(small, 1);
        Assert.NotSame(small, _buffers.Rent(Large));
        Assert.True(small.GetSpan().IsEmpty);
    }
}
