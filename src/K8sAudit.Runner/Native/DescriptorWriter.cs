using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary>
/// Writes to a file descriptor with <c>write(2)</c>. Streams of .NET write to a file at their own position, fail on a full pipe in non-blocking mode, and do
/// not report how much was written before an error.
/// </summary>
internal static unsafe class DescriptorWriter
{
    private const int WithoutLimit = -1;

    /// <summary>Writes all bytes. Waits for a full pipe in non-blocking mode.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="written">Set to the number of bytes that were written, also after an error.</param>
    /// <exception cref="IOException">An error; <see cref="Exception.HResult"/> is its <c>errno</c>.</exception>
    public static void Write(SafeHandle descriptor, ReadOnlySpan<byte> bytes, out int written)
    {
        written = 0;
        while (written < bytes.Length)
        {
            written += WriteSome(descriptor, bytes[written..]);
        }
    }

    private static int WriteSome(SafeHandle descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var written = LibC.Write(descriptor, start, (nuint)bytes.Length);
            return written >= 0 ? (int)written : Recover(descriptor, Marshal.GetLastPInvokeError());
        }
    }

    // Nothing was written. Where the next attempt may succeed, this returns.
    private static int Recover(SafeHandle descriptor, int error)
    {
        if (error == ErrorNumber.TryAgain)
        {
            var ready = new PollDescriptor { Descriptor = (int)descriptor.DangerousGetHandle(), Events = PollDescriptor.Out };
            _ = LibC.Poll(&ready, 1, WithoutLimit);
        }
        else if (error != ErrorNumber.Interrupted)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }

        return 0;
    }
}
