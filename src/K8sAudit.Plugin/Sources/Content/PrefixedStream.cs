using System.Runtime.ExceptionServices;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>Bytes that were read from a stream already, and then the stream.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ContentStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    // What was wrong behind the prefix.
    private ExceptionDispatchInfo? _fault;

    /// <summary>A stream whose first bytes are known.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="maxLength">How many bytes to read at most.</param>
    /// <param name="head">The first bytes; fewer only if the stream has no more, or is damaged behind them.</param>
    public static PrefixedStream Peek(Stream content, int maxLength, out ReadOnlyMemory<byte> head)
    {
        var bytes = new byte[maxLength];
        var length = 0;
        ExceptionDispatchInfo? fault = null;
        try
        {
            for (var count = -1; count != 0 && length < maxLength; length += count)
            {
                count = content.Read(bytes, length, maxLength - length);
            }
        }
        catch (Exception e) when (length > 0)
        {
            fault = ExceptionDispatchInfo.Capture(e);
        }

        head = bytes.AsMemory(0, length);
        return new PrefixedStream(head, content) { _fault = fault };
    }

    public override int Read(Span<byte> buffer)
    {
        if (_prefix.IsEmpty)
        {
            _fault?.Throw();
            return rest.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}
