using FalcoPlugin.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Sources.Webhook.Memory;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>
/// A body in memory that grows with what has come, not with what was declared. A body that is larger than the limit passes through it in parts: what
/// cannot be used yet is moved to the front, behind what makes a text of its own of it.
/// </summary>
/// <param name="budget">The memory budget that all bodies share.</param>
/// <param name="limit">How many bytes may be held at once.</param>
internal sealed class RequestBody(BodyMemoryBudget budget, int limit) : IDisposable
{
    private readonly BodyBuffer _buffer = BodyBuffers.OfProcess.Rent((int)Math.Min(limit + 1L + ContinuationStart.MaxLength, Array.MaxLength));
    private int _usable = WebhookLimits.InitialBodySize;
    private long _taken;
    private int _highest;
    private int _front;
    private bool _isBehindValue;
    private JsonBracketSkipper _skipper;
    private bool _isSkipping;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.GetSpan()[..Length];

    /// <summary>How much of the bytes came in, without what was put in front.</summary>
    public int Received(int end) => end - _front;

    /// <summary>Reads to the end, or to one byte beyond the limit.</summary>
    /// <returns>Whether the end is there.</returns>
    /// <exception cref="BodyMemoryExhaustedException">Other bodies use up the memory budget.</exception>
    public async ValueTask<bool> ReadToEndAsync(Stream body, CancellationToken cancellation)
    {
        while (true)
        {
            Grow();
            var max = (int)Math.Min(_usable - Length, limit + 1L - (Length - _front));
            var count = await body.ReadAsync(_buffer.Memory.Slice(Length, max), cancellation).ConfigureAwait(false);
            _highest = Math.Max(_highest, Length + count);
            Length += _isSkipping ? Pass(count) : count;
            if (count == 0 || Length - _front > limit)
            {
                Join();
                return count == 0;
            }
        }
    }

    /// <summary>Forgets what lies in front of a text's unfinished rest; more is read behind it.</summary>
    public void Keep(Continuation rest)
    {
        var start = ContinuationStart.Of(rest.Kind);
        _isBehindValue = !start.IsEmpty && Bytes[..rest.Offset].TrimEnd(" \t\r\n"u8)[^1] is not ((byte)',' or (byte)'[');
        var unfinished = Length - rest.Offset;
        Bytes[rest.Offset..].CopyTo(_buffer.GetSpan()[start.Length..]);
        start.CopyTo(_buffer.GetSpan());
        _front = start.Length;
        Length = _front + unfinished;
    }

    /// <summary>Forgets a list's unfinished rest, too, which is too large to be held; what is left of it is passed when it comes.</summary>
    public void Skip(Continuation rest)
    {
        _skipper = default;
        _skipper.TrySkip(Bytes[rest.Offset..], out _);
        var start = ContinuationStart.Of(rest.Kind);
        start.CopyTo(_buffer.GetSpan());
        Length = _front = start.Length;
        _isSkipping = _isBehindValue = true;
    }

    public void Dispose()
    {
        BodyBuffers.OfProcess.Return(_buffer, _highest);
        budget.Release(_taken);
    }

    // How much is left of what came when it belongs to a value that is passed.
    private int Pass(int count)
    {
        var came = _buffer.GetSpan().Slice(Length, count);
        _isSkipping = !_skipper.TrySkip(came, out var passed);
        came[passed..].CopyTo(came);
        return count - passed;
    }

    // The comma between a value that was taken and the next one.
    private void Join()
    {
        var bytes = _buffer.GetSpan()[..Length];
        var next = JsonScanner.SkipWhiteSpace(bytes, _front);
        if (_isBehindValue && next < Length && bytes[next] == ',')
        {
            bytes[next] = (byte)' ';
        }

        _isBehindValue = false;
    }

    private void Grow()
    {
        if (Length < _usable)
        {
            return;
        }

        if (!budget.TryReserve(_usable, _taken))
        {
            throw new BodyMemoryExhaustedException();
        }

        _taken += _usable;
        _usable = (int)Math.Min(_usable * 2L, _buffer.Capacity);
    }
}
