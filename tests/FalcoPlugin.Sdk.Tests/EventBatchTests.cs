using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Tests;

public sealed unsafe class EventBatchTests : IDisposable
{
    private readonly EventBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void The_last_timestamp_is_that_of_the_last_event()
    {
        using var batch = new EventBatch();
        Assert.Equal(EventLayout.TimestampUnknown, batch.LastTimestamp);
        batch.Add("a"u8, timestamp: 7);
        batch.Add("b"u8, timestamp: 5);
        Assert.Equal(5u, batch.LastTimestamp);
    }

    [Fact]
    public void The_payload_follows_a_header_of_38_bytes_that_begins_with_the_timestamp()
    {
        _batch.Add("abc"u8, 42);
        var e = _batch.Events[0];
        Assert.Equal(1, _batch.Count);
        Assert.Equal(3, _batch.PayloadBytes);
        Assert.Equal(42ul, EventLayout.Timestamp(e));
        Assert.Equal(41u, EventLayout.TotalLength(e));
        Assert.Equal(322, EventLayout.Type(e));
        Assert.Equal("abc", Payload(0));
    }

    [Fact]
    public void Events_do_not_move_while_more_are_added()
    {
        _batch.Add("first"u8, 1);
        var first = (nint)_batch.Events[0];
        for (var i = 0; i < 5000; i++)
        {
            _batch.Add(Encoding.UTF8.GetBytes(new string('x', i)), 1);
        }

        Assert.Equal(first, (nint)_batch.Events[0]);
        Assert.Equal("first", Payload(0));
        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal(i, Payload(i + 1).Length));
    }

    [Theory]
    [InlineData(EventBatch.SlabSize - EventLayout.PayloadOffset)]
    [InlineData(EventBatch.SlabSize - EventLayout.PayloadOffset + 1)]
    [InlineData(3 * EventBatch.SlabSize)]
    public void An_event_may_be_larger_than_a_slab(int length)
    {
        _batch.Add("before"u8, 1);
        _batch.Add(Encoding.UTF8.GetBytes(new string('y', length)), 1);
        _batch.Add("behind"u8, 1);
        Assert.Equal(["before", "behind"], [Payload(0), Payload(2)]);
        Assert.Equal(length, Payload(1).Length);
    }

    [Fact]
    public void The_first_events_can_be_removed_while_the_others_do_not_move()
    {
        _batch.Add("one"u8, 1, "12345678"u8);
        _batch.Add("two"u8, 2, "index"u8);
        _batch.Add("three"u8, 3);
        var second = (nint)_batch.Events[1];
        _batch.RemoveFirst(1);
        Assert.Equal((2, 8, 5), (_batch.Count, (int)_batch.PayloadBytes, (int)_batch.FieldIndexBytes));
        Assert.Equal(second, (nint)_batch.Events[0]);
        Assert.Equal(["two", "three"], [Payload(0), Payload(1)]);
        Assert.True(_batch.TryFind(_batch.Events[0], out var index));
        Assert.Equal("index"u8, index);
        _batch.Add("four"u8, 4);
        Assert.Equal(["two", "three", "four"], [Payload(0), Payload(1), Payload(2)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.RemoveFirst(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.RemoveFirst(-1));
    }

    [Fact]
    public void Reserved_memory_may_be_committed_in_part()
    {
        "abcdef"u8.CopyTo(_batch.Reserve(100));
        _batch.Commit(4, 1);
        _batch.Add("next"u8, 1);
        Assert.Equal(["abcd", "next"], [Payload(0), Payload(1)]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Commit_accepts_only_what_was_reserved(int length)
    {
        _batch.Reserve(3);
        AssertRefused<ArgumentOutOfRangeException>(
            $"Commit was called with a length of {length} bytes, and Reserve with a maximum of 3; expected 0 to 3",
            () => _batch.Commit(length, 1));
        _batch.Commit(3, 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-39)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Reserve_accepts_only_a_length_that_memory_can_have(int length) => AssertRefused<ArgumentOutOfRangeException>(
        $"memory for an event of {length} bytes was requested; expected 0 to 2147483601",
        () => _batch.Reserve(length));

    // Without the check, each of these would write over an event, or into memory that was freed.
    [Fact]
    public void Commit_needs_the_memory_that_Reserve_returned()
    {
        using var other = new EventBatch();
        AssertCommitIsRefused();
        _batch.Reserve(EventBatch.SlabSize);
        _batch.Clear();
        AssertCommitIsRefused();
        _batch.Reserve(1);
        _batch.Exchange(other);
        AssertCommitIsRefused();
        _batch.Reserve(1);
        other.Exchange(_batch);
        AssertCommitIsRefused();
        _batch.Reserve(1);
        _batch.Add("event"u8, 1);
        AssertCommitIsRefused();
        _batch.Reserve(1);
        _batch.Commit(1, 1);
        AssertCommitIsRefused();
        _batch.Reserve(1);
        _batch.Dispose();
        AssertCommitIsRefused();

        void AssertCommitIsRefused() => AssertRefused<InvalidOperationException>(
            "Commit was called without Reserve, or after the batch had changed; call Reserve, write the event, then call Commit",
            () => _batch.Commit(0, 1));
    }

    [Fact]
    public void Batches_exchange_contents_without_copying()
    {
        using var queued = new EventBatch();
        queued.Add("queued"u8, 7);
        var address = (nint)queued.Events[0];
        _batch.Exchange(queued);
        Assert.Equal(address, (nint)_batch.Events[0]);
        Assert.Equal("queued", Payload(0));
        Assert.Equal((0, 0L), (queued.Count, queued.PayloadBytes));
        queued.Add("again"u8, 8);
        Assert.Equal("queued", Payload(0));
    }

    [Fact]
    public void The_field_index_of_an_event_is_found_with_it()
    {
        for (var i = 0; i < 3000; i++)
        {
            _batch.Add(Encoding.UTF8.GetBytes(new string('p', i)), 1, Encoding.UTF8.GetBytes(new string('n', i % 7)));
        }

        _batch.Add(new byte[EventBatch.SlabSize], 1, "large"u8);
        AssertFieldIndex("large", 3000);
        Assert.All(Enumerable.Range(0, 3000), i => AssertFieldIndex(new string('n', i % 7), i));
        Assert.All(Enumerable.Range(0, 3000), i => Assert.Equal(new string('p', i), Payload(i)));
        Assert.Equal(Enumerable.Range(0, 3000).Sum(i => i % 7) + "large".Length, _batch.FieldIndexBytes);
    }

    [Fact]
    public void Only_events_of_the_batch_are_found()
    {
        _batch.Add("event"u8, 1, "index"u8);
        var given = _batch.Events[0];
        using var other = new EventBatch();
        other.Add("event"u8, 1, "index"u8);
        Assert.False(_batch.TryFind(other.Events[0], out _));

        EventLayout.WriteHeader(given, 1, pluginId: 1, payloadLength: 6);
        Assert.False(_batch.TryFind(given, out var fieldIndex));
        Assert.True(fieldIndex.IsEmpty);

        _batch.Clear();
        Assert.False(_batch.TryFind(given, out _));
    }

    [Fact]
    public void The_version_changes_when_events_become_invalid()
    {
        _batch.Add("one"u8, 1);
        using var other = new EventBatch();
        var (current, others) = (_batch.Version, other.Version);
        _batch.Add("two"u8, 1);
        Assert.Equal(current, _batch.Version);
        _batch.Exchange(other);
        Assert.NotEqual(current, _batch.Version);
        Assert.NotEqual(others, other.Version);
        current = other.Version;
        other.Clear();
        Assert.NotEqual(current, other.Version);
    }

    [Fact]
    public void A_cleared_batch_is_filled_again_without_managed_allocation()
    {
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill()
        {
            _batch.Clear();
            for (var i = 0; i < 1000; i++)
            {
                _batch.Add("0123456789"u8, 1, "index"u8);
            }
        }
    }

    private void AssertFieldIndex(string expected, int index)
    {
        Assert.True(_batch.TryFind(_batch.Events[index], out var fieldIndex));
        Assert.Equal(expected, Encoding.UTF8.GetString(fieldIndex));
    }

    private void AssertRefused<T>(string message, Action mistake)
        where T : Exception
    {
        var count = _batch.Count;
        Assert.Equal(message, Assert.Throws<T>(mistake).Message);
        Assert.Equal(count, _batch.Count);
    }

    private string Payload(int index)
    {
        Assert.True(EventLayout.TryGetPayload(_batch.Events[index], out var payload));
        return Encoding.UTF8.GetString(payload);
    }
}
