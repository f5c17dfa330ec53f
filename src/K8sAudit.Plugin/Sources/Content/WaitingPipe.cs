using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The bytes of a pipe for a thread that may wait for them until the reader stops.</summary>
internal sealed class WaitingPipe(ReadOnlyMemory<byte> head, SafeFileHandle handle, FileStream pipe) : ContentStream
{
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(100);

    private readonly PrefixedStream _content = new(head, pipe);
    private readonly int _headLength = head.Length;
    private volatile bool _isStopped;
    private volatile bool _isWaiting;
    private long _read;

    /// <summary>Whether the thread has read all that was written.</summary>
    public bool IsStarved => _isWaiting && !Posix.WaitReadable(handle, TimeSpan.Zero);

    /// <summary>Ends a read that waits.</summary>
    public void Stop() => _isStopped = true;

    /// <exception cref="OperationCanceledException"><see cref="Stop"/> was called.</exception>
    public override int Read(Span<byte> buffer)
    {
        WaitReadable();
        var count = _content.Read(buffer);
        _read += count;
        return count;
    }

    private void WaitReadable()
    {
        _isWaiting = true;
        while (_read >= _headLength && !Posix.WaitReadable(handle, _wait))
        {
            if (_isStopped)
            {
                throw new OperationCanceledException();
            }
        }

        _isWaiting = false;
    }
}
