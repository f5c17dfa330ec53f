namespace K8sAudit.Plugin.Sources.Content;

/// <summary>A forward stream that blocks while it is read.</summary>
internal abstract class ContentStream : ForwardStream
{
    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
