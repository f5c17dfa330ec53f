namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines into a stream; each goes out whole and at once, unless it is buffered.</summary>
internal sealed class StreamOutput(Stream target, bool buffered) : IAlertOutput
{
    private const int BufferSize = 64 * 1024;
    private readonly MemoryStream _buffer = new();

    public void Write(Alert alert)
    {
        _buffer.Write(alert.Line.Span);
        _buffer.WriteByte((byte)'\n');
        if (!buffered || _buffer.Length >= BufferSize)
        {
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        target.Dispose();
    }

    private void Flush()
    {
        // Emptied first: what a closed pipe has refused once must not be tried again.
        var length = (int)_buffer.Length;
        _buffer.SetLength(0);
        target.Write(_buffer.GetBuffer(), 0, length);
        target.Flush();
    }
}
