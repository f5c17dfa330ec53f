namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>A forward stream that is read asynchronously only.</summary>
internal abstract class ReadOnlyStream : ForwardStream
{
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
