using FalcoPlugin.Abi;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Metrics;

/// <summary>Counts what one handle of the plugin has read so far, over all its streams. Thread-safe.</summary>
internal sealed class SourceCounters
{
    private const ulong NanosecondsPerMillisecond = 1_000_000;

    private readonly long[] _rejected = new long[RejectionCounts.Length];
    private readonly long[] _failedHandshakes = new long[HandshakeFailures.All.Count()];
    private long _accepted;
    private long _bytes;
    private long _batches;
    private long _duplicates;
    private long _truncated;
    private long _handedOver;
    private long _otherTexts;
    private long _otherValues;
    private long _blankLines;
    private long _invalidText;
    private long _unreadFiles;
    private long _refusedFull;
    private long _refusedBad;
    private long _refusedClients;
    private long _refusedPaths;
    private long _refusedProtocols;
    private long _queuedEvents;
    private long _queuedBytes;
    private long _eventDelay;
    private long _certificateExpiry;

    public long Received => Accepted + Duplicates + RejectionReasons.All.Sum(Rejected);

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Duplicates => Interlocked.Read(ref _duplicates);

    public long HandedOver => Interlocked.Read(ref _handedOver);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Batches => Interlocked.Read(ref _batches);

    public long Oversized => Truncated + Rejected(RejectionReason.TooLarge);

    public long Truncated => Interlocked.Read(ref _truncated);

    public long InvalidText => Interlocked.Read(ref _invalidText);

    public long RefusedQueueFull => Interlocked.Read(ref _refusedFull);

    public long RefusedBadRequest => Interlocked.Read(ref _refusedBad);

    public long RefusedClients => Interlocked.Read(ref _refusedClients);

    /// <summary>Requests that posted to another path.</summary>
    public long RefusedPaths => Interlocked.Read(ref _refusedPaths);

    /// <summary>Connections that spoke TLS where there is none, or something else where there is TLS.</summary>
    public long RefusedProtocols => Interlocked.Read(ref _refusedProtocols);

    public long QueuedEvents => Interlocked.Read(ref _queuedEvents);

    public long QueuedBytes => Interlocked.Read(ref _queuedBytes);

    /// <summary>How old the last event was when the host received it, in milliseconds; 0 if no event is waiting.</summary>
    public long EventDelay => Interlocked.Read(ref _eventDelay);

    /// <summary>
    /// When the first of the webhook's certificates expires, in seconds since the Unix epoch; 0 if there is none. Set when they are loaded.
    /// </summary>
    public long CertificateExpiry
    {
        get => Interlocked.Read(ref _certificateExpiry);
        set => Interlocked.Exchange(ref _certificateExpiry, value);
    }

    /// <summary>Lines that are neither JSON nor a known wrapper of it.</summary>
    public long OtherTexts => Interlocked.Read(ref _otherTexts);

    /// <summary>JSON values that do not claim to be audit events.</summary>
    public long OtherValues => Interlocked.Read(ref _otherValues);

    /// <summary>Lines without content.</summary>
    public long BlankLines => Interlocked.Read(ref _blankLines);

    /// <summary>Files and members of archives that were not read, or not to their ends.</summary>
    public long UnreadFiles => Interlocked.Read(ref _unreadFiles);

    /// <summary>Rejected events, by reason.</summary>
    public RejectionCounts RejectedByReason
    {
        get
        {
            var counts = default(RejectionCounts);
            for (var reason = 0; reason < RejectionCounts.Length; reason++)
            {
                counts[reason] = (int)Math.Min(Interlocked.Read(ref _rejected[reason]), int.MaxValue);
            }

            return counts;
        }
    }

    public long FailedHandshakes(HandshakeFailure failure) => Interlocked.Read(ref _failedHandshakes[(int)failure]);

    public long Rejected(RejectionReason reason) => Interlocked.Read(ref _rejected[(int)reason]);

    /// <summary>A body or line was received, or a part of it.</summary>
    /// <param name="bytes">Its length, in bytes.</param>
    /// <param name="result">What it holds.</param>
    /// <param name="duplicates">How many of its events are duplicates.</param>
    /// <param name="isPart">Whether more of it follows.</param>
    public void Receive(int bytes, ReadResult result, int duplicates = 0, bool isPart = false)
    {
        Interlocked.Add(ref _batches, isPart ? 0 : 1);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _accepted, result.Events.Length - duplicates);
        Interlocked.Add(ref _duplicates, duplicates);
        Interlocked.Add(ref _truncated, result.Truncated);
        Interlocked.Add(ref _otherTexts, result.Others.Texts);
        Interlocked.Add(ref _otherValues, result.Others.Values);
        Reject(result);
    }

    /// <summary>Bodies or lines were received that hold events and nothing else.</summary>
    public void ReceiveTexts(long texts, long events, long duplicates = 0)
    {
        Interlocked.Add(ref _duplicates, duplicates);
        Interlocked.Add(ref _batches, texts);
        Interlocked.Add(ref _accepted, events - duplicates);
    }

    /// <summary>Bytes of files were read.</summary>
    public void ReceiveBytes(long count) => Interlocked.Add(ref _bytes, count);

    /// <summary>Lines were read that have no content.</summary>
    public void ReceiveBlank(long lines) => Interlocked.Add(ref _blankLines, lines);

    /// <summary>A file or a member of an archive is not read, or not to its end.</summary>
    public void ReceiveUnreadFile() => Interlocked.Increment(ref _unreadFiles);

    /// <summary>A line was too long to be read.</summary>
    public void ReceiveOverlongLine()
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Increment(ref _rejected[(int)RejectionReason.TooLarge]);
    }

    /// <summary>Code units of a text in UTF-16 were invalid and were replaced.</summary>
    public void ReceiveInvalidText(long count) => Interlocked.Add(ref _invalidText, count);

    /// <summary>Acknowledged events were taken over from a source that was closed.</summary>
    public void CountDelivered(long events) => Interlocked.Add(ref _handedOver, events);

    /// <summary>A body was refused because the memory limit was reached.</summary>
    public void RefuseFull() => Interlocked.Increment(ref _refusedFull);

    /// <summary>A request was refused for a reason that a retry does not change.</summary>
    public void RefuseBad() => Interlocked.Increment(ref _refusedBad);

    /// <summary>A client was refused.</summary>
    public void RefuseClient() => Interlocked.Increment(ref _refusedClients);

    /// <summary>A request posted to another path.</summary>
    public void RefusePath() => Interlocked.Increment(ref _refusedPaths);

    /// <summary>A connection spoke TLS where there is none, or something else where there is TLS.</summary>
    public void RefuseProtocol() => Interlocked.Increment(ref _refusedProtocols);

    /// <summary>A TLS handshake failed.</summary>
    public void FailHandshake(HandshakeFailure failure) => Interlocked.Increment(ref _failedHandshakes[(int)failure]);

    /// <summary>Events entered the queue, or left it where the numbers are negative.</summary>
    public void Queue(long events, long bytes)
    {
        Interlocked.Add(ref _queuedEvents, events);
        Interlocked.Add(ref _queuedBytes, bytes);
    }

    /// <summary>A batch of live input is passed to the host.</summary>
    /// <param name="timestamp">
    /// The timestamp of its last event, in nanoseconds since the Unix epoch; <see cref="EventLayout.TimestampUnknown"/> for none.
    /// </param>
    /// <param name="time">The clock.</param>
    public void RecordDelay(ulong timestamp, TimeProvider time)
    {
        var delay = timestamp == EventLayout.TimestampUnknown ? 0 : time.GetUtcNow().ToUnixTimeMilliseconds() - (long)(timestamp / NanosecondsPerMillisecond);
        Interlocked.Exchange(ref _eventDelay, Math.Max(0, delay));
    }

    private void Reject(ReadResult result)
    {
        var rejected = result.Rejected;
        for (var reason = 0; reason < RejectionCounts.Length; reason++)
        {
            if (rejected[reason] > 0)
            {
                Interlocked.Add(ref _rejected[reason], rejected[reason]);
            }
        }
    }
}
