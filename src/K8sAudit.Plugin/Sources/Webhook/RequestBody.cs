using System.Buffers;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>A body in a pooled buffer that grows with what has come, not with what was declared.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(WebhookLimits.FirstBodyRoom);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Reads to the end, or to one byte beyond <paramref name="limit"/>.</summary>
    /// <returns>False where the body is larger than the limit.</returns>
    public async ValueTask<bool> TryReadAsync(Stream body, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            Grow();
            var count = await body.ReadAsync(_buffer.AsMemory(Length), cancellation).ConfigureAwait(false);
            Length += count;
            if (count == 0 || Length > limit)
            {
                return Length <= limit;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private void Grow()
    {
        if (Length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
