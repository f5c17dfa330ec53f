using System.Runtime.InteropServices;
using K8sAudit.Runner.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Alerts as lines to standard output. All outputs that write there share one instance, so that their lines do not mix while a reload replaces one of them.
/// Thread-safe; never closed.
/// </summary>
internal sealed class StandardOutput(SafeHandle descriptor, bool isTerminal) : IAlertOutput
{
    private const int Descriptor = 1;

    private readonly Lock _lock = new();
    private readonly LineWriter _lines = new(descriptor, showsDisplay: true);

    /// <summary>The output to the standard output of the process.</summary>
    public static StandardOutput Shared { get; } = new(new SafeFileHandle(Descriptor, ownsHandle: false), !Console.IsOutputRedirected);

    public int MaxBatch => LineWriter.MaxBatch;

    /// <exception cref="OutputClosedException">The reader has closed it.</exception>
    public void Write(ReadOnlySpan<Alert> alerts)
    {
        lock (_lock)
        {
            try
            {
                _lines.Write(alerts);
            }
            catch (UndeliveredException e) when (IsClosed(e.HResult))
            {
                throw new OutputClosedException(e.Count, e.Message);
            }
        }
    }

    public void Dispose()
    {
    }

    // A terminal that was hung up answers EIO.
    private bool IsClosed(int error) => error == ErrorNumber.BrokenPipe || (error == ErrorNumber.InputOutputError && isTerminal);
}
