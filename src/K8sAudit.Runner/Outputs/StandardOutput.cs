using System.Runtime.InteropServices;
using K8sAudit.Runner.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Standard output as a stream that tells apart why something cannot be written. The console's own stream swallows the error of a closed pipe, so that
/// <c>k8saudit … | head</c> would go on for ever, and a file's stream does not wait for a pipe that whoever made it has set not to block.
/// </summary>
internal sealed unsafe class StandardOutput(SafeFileHandle handle, bool isTerminal) : Stream
{
    private const int Descriptor = 1;
    private const int WithoutLimit = -1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static StandardOutput Open() => new(new SafeFileHandle(Descriptor, ownsHandle: false), !Console.IsOutputRedirected);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="OutputClosedException">Nobody reads it any more.</exception>
    /// <exception cref="IOException">It takes nothing, as a full disk does.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            buffer = buffer[WriteSome(buffer)..];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int WriteSome(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var written = LibC.Write(handle, start, (nuint)buffer.Length);
            return written >= 0 ? (int)written : Recover(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>After an error: nothing is written, and the next try may succeed, or an exception.</summary>
    private int Recover(int error)
    {
        switch (error)
        {
            case ErrorNumber.Interrupted:
                return 0;
            case ErrorNumber.TryAgain:
                var ready = new PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Events = PollDescriptor.Out };
                _ = LibC.Poll(&ready, 1, WithoutLimit);
                return 0;
            case ErrorNumber.BrokenPipe:
            // What a terminal says that was hung up.
            case ErrorNumber.InputOutputError when isTerminal:
                throw new OutputClosedException(Marshal.GetPInvokeErrorMessage(error));
            default:
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }
}
