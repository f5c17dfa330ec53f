using K8sAudit.Plugin.Sources.Webhook.Http;

namespace Fuzzing;

/// <summary>A body that arrives in small chunks.</summary>
internal sealed class Trickle(byte[] bytes) : ReadOnlyStream
{
    private int _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(Math.Min(buffer.Length, 97), bytes.Length - _position);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(count);
    }
}
