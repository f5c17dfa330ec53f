using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// The last events that were taken, bounded in number and age, so that a batch that comes again is taken once. Not thread-safe.
/// </summary>
/// <remarks>
/// An event is the same where all of its bytes are, auditID and stage included. The two alone do not tell: a client of the API server chooses the
/// auditID of its own request (<c>Audit-ID</c>), and could hide a request behind an earlier one.
/// </remarks>
internal sealed class DedupeWindow(int capacity, TimeSpan age, TimeProvider time)
{
    private static readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    private const int InitialCapacityLimit = 1024 * 1024;

    // At once as large as they become: growing would leave twice the memory behind.
    private readonly HashSet<EventKey> _keys = new(Math.Min(capacity, InitialCapacityLimit) + 1);
    private readonly Queue<(EventKey Key, long Time)> _order = new(Math.Min(capacity, InitialCapacityLimit));

    public int Count => _keys.Count;

    /// <summary>Computes the keys of a text's events; an event without an auditID has none.</summary>
    public static void Identify(ReadOnlySpan<byte> text, SplitResult result)
    {
        for (var i = 0; i < result.Events.Length; i++)
        {
            var slice = result.Events[i];
            result.Keys[i] = slice.HasAuditId ? KeyOf(result.Bytes(text, slice)) : default;
        }
    }

    public static EventKey KeyOf(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(json, hash, _seed);
        return new EventKey(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }

    /// <summary>Remembers an event; false where it is remembered already.</summary>
    public bool TryAdd(EventKey key) => key == default || TryAdd(key, time.GetTimestamp());

    /// <summary>Forgets an event that could not be taken after all.</summary>
    public void Withdraw(EventKey key) => _keys.Remove(key);

    /// <summary>Takes over what another window remembers.</summary>
    public void Append(DedupeWindow? other)
    {
        while (other is not null && other._order.TryDequeue(out var entry))
        {
            TryAdd(entry.Key, entry.Time);
        }
    }

    private bool TryAdd(EventKey key, long now)
    {
        Forget(now);
        if (!_keys.Add(key))
        {
            return false;
        }

        if (_order.Count == capacity)
        {
            _keys.Remove(_order.Dequeue().Key);
        }

        _order.Enqueue((key, now));
        return true;
    }

    private void Forget(long now)
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Time, now) > age)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }
}
