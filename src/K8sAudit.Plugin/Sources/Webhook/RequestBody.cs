using System.Buffers;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// A body in a pooled buffer that grows with what has come, not with what was declared. A body that is larger than the buffer may be passes through it in
/// parts: what cannot be used yet is moved to the front, behind what makes a text of its own of it.
/// </summary>
internal sealed class RequestBody(BodyRoom room) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(WebhookLimits.FirstBodyRoom);
    private long _taken;
    private int _front;
    private bool _isBehindValue;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>How much of the bytes came in, without what was put in front.</summary>
    public int Received(int end) => end - _front;

    /// <summary>Reads to the end, or to one byte beyond <paramref name="limit"/>.</summary>
    /// <returns>Whether the end is there.</returns>
    /// <exception cref="BodyRoomException">Other bodies take all the room there is.</exception>
    public async ValueTask<bool> ReadToEndAsync(Stream body, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            Grow();
            var most = (int)Math.Min(_buffer.Length - Length, limit + 1L - (Length - _front));
            var count = await body.ReadAsync(_buffer.AsMemory(Length, most), cancellation).ConfigureAwait(false);
            Length += count;
            if (count == 0 || Length - _front > limit)
            {
                Join();
                return count == 0;
            }
        }
    }

    /// <summary>Forgets what lies in front of a text's unfinished rest; more is read behind it.</summary>
    public void Keep(SplitRest rest)
    {
        var start = rest.Kind == RestKind.Items ? "{\"kind\":\"EventList\",\"items\":["u8 : rest.Kind == RestKind.Array ? "["u8 : default;
        _isBehindValue = !start.IsEmpty && Bytes[..rest.Offset].TrimEnd(" \t\r\n"u8)[^1] is not ((byte)',' or (byte)'[');
        var unfinished = Length - rest.Offset;
        Bytes[rest.Offset..].CopyTo(_buffer.AsSpan(start.Length));
        start.CopyTo(_buffer);
        _front = start.Length;
        Length = _front + unfinished;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        room.Return(_taken);
        _taken = 0;
        _buffer = [];
        Length = 0;
    }

    // The comma between a value that was taken and the next one.
    private void Join()
    {
        var next = JsonScanner.SkipWhiteSpace(Bytes, _front);
        if (_isBehindValue && next < Length && _buffer[next] == ',')
        {
            _buffer[next] = (byte)' ';
        }

        _isBehindValue = false;
    }

    private void Grow()
    {
        if (Length < _buffer.Length)
        {
            return;
        }

        if (!room.TryTake(_buffer.Length, _taken))
        {
            throw new BodyRoomException();
        }

        _taken += _buffer.Length;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
