using System.Runtime.InteropServices;
using K8sAudit.Runner.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines at the end of a file, which is opened for each alert, or once where it is kept open.</summary>
internal sealed class FileOutput(string path, bool keepAlive, bool buffered) : IAlertOutput
{
    private const int ReadAndWriteForAll = 0x1b6;

    private StreamOutput? _open;

    public void Write(Alert alert)
    {
        try
        {
            Open().Write(alert);
        }
        catch
        {
            // The next alert gets a file that is opened anew: this one may be gone.
            Close();
            throw;
        }

        if (!keepAlive)
        {
            Close();
        }
    }

    public void Reopen()
    {
        Close();
        if (keepAlive)
        {
            Open();
        }
    }

    public void Dispose() => Close();

    // Unbuffered: StreamOutput decides how much is written at once.
    private StreamOutput Open() => _open ??= new StreamOutput(new FileStream(OpenForAppending(), FileAccess.Write, bufferSize: 0), buffered);

    /// <summary>
    /// Whatever is written goes to where the file ends by then: log rotation empties files that are open, and other programs add to them.
    /// <see cref="FileMode.Append"/> goes to the end once. Linux appends with pwrite, too, which is what a <see cref="FileStream"/> calls.
    /// </summary>
    private SafeFileHandle OpenForAppending()
    {
        var descriptor = LibC.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append | OpenFlags.CloseOnExecute, ReadAndWriteForAll);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()} : '{path}'");
    }

    private void Close()
    {
        var open = _open;
        _open = null;
        open?.Dispose();
    }
}
