using System.Runtime.InteropServices;
using K8sAudit.Runner.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines at the end of a file. The file stays open between alerts, or is opened for each batch.</summary>
internal sealed class FileOutput(string path, bool keepAlive) : IAlertOutput
{
    private const int ReadAndWriteForAll = 0x1b6;

    private SafeFileHandle? _file;
    private LineWriter? _lines;
    // Whether an earlier run or an error may have left an incomplete line.
    private bool _mustCheckEnd = true;
    private bool _isLineIncomplete;

    public int MaxBatch => LineWriter.MaxBatch;

    /// <summary>Opens the file, which creates it. A pipe is left out: opening it waits for its reader.</summary>
    public void Check()
    {
        if (FileStamp.Of(path) is { IsRegular: false })
        {
            return;
        }

        Open();
        if (!keepAlive)
        {
            Close();
        }
    }

    public void Write(ReadOnlySpan<Alert> alerts)
    {
        try
        {
            Open().Write(alerts);
        }
        catch
        {
            // The next alert opens the file again: this one may be deleted.
            _mustCheckEnd = true;
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

    private LineWriter Open()
    {
        if (_lines is null)
        {
            _file = OpenForAppending();
            _lines = new LineWriter(_file) { IsLineIncomplete = _mustCheckEnd && EndsInIncompleteLine() };
            _mustCheckEnd = false;
        }

        return _lines;
    }

    // O_APPEND writes to where the file ends at that moment: log rotation truncates open files, and other programs append to them.
    private SafeFileHandle OpenForAppending()
    {
        var descriptor = LibC.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append | OpenFlags.CloseOnExecute, ReadAndWriteForAll);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()} : '{path}'");
    }

    private bool EndsInIncompleteLine()
    {
        try
        {
            // Only a regular file has a length. A pipe must not be opened for reading.
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                return false;
            }

            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> last = stackalloc byte[1];
            return RandomAccess.Read(file, last, RandomAccess.GetLength(file) - 1) == 1 && last[0] != '\n';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The file may be written and not read; then only what this run has written is known.
            return _isLineIncomplete;
        }
    }

    private void Close()
    {
        _isLineIncomplete = _lines?.IsLineIncomplete ?? _isLineIncomplete;
        _file?.Dispose();
        (_file, _lines) = (null, null);
    }
}
