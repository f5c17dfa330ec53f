using System.Buffers;
using System.Diagnostics;
using System.IO.Pipes;
using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Outputs;

/// <summary>A running shell command that gets alerts as lines on its standard input, and how many of them it has not read yet.</summary>
internal sealed class ShellProgram : IDisposable
{
    private const string Shell = "/bin/sh";
    private const byte LineEnd = (byte)'\n';

    private readonly Process _process;
    private readonly PipeStream _input;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    // The position behind each alert in all that is written; those that are read are removed.
    private readonly Queue<long> _ends = new();
    private long _written;
    private long _planned;

    private ShellProgram(Process process)
    {
        _process = process;
        _input = (PipeStream)process.StandardInput.BaseStream;
    }

    /// <summary>Whether the command has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The exit code of a command that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a command.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The shell cannot be started.</exception>
    public static ShellProgram Start(string command) => new(Process.Start(new ProcessStartInfo(Shell, ["-c", command]) { RedirectStandardInput = true })!);

    /// <summary>Writes alerts to its standard input.</summary>
    /// <exception cref="IOException">The command has ended, or has closed its standard input.</exception>
    public void Write(ReadOnlySpan<Alert> alerts)
    {
        _buffer.ResetWrittenCount();
        foreach (var alert in alerts)
        {
            _buffer.Write(alert.Line.Span);
            _buffer.Write([LineEnd]);
            _ends.Enqueue(_planned + _buffer.WrittenCount);
        }

        _planned += _buffer.WrittenCount;
        var written = 0;
        try
        {
            DescriptorWriter.Write(_input.SafePipeHandle, _buffer.WrittenSpan, out written);
        }
        finally
        {
            _written += written;
        }
    }

    /// <summary>Counts the alerts that the command has not read as a whole. Unread bytes stay in the pipe when the command ends.</summary>
    public int CountUnread()
    {
        if (_ends.Count == 0)
        {
            return 0;
        }

        var read = _written - PipeContent.Length(_input.SafePipeHandle);
        while (_ends.TryPeek(out var end) && end <= read)
        {
            _ends.Dequeue();
        }

        return _ends.Count;
    }

    /// <summary>Waits for the end of the command.</summary>
    /// <returns>Whether it has ended.</returns>
    public bool WaitForEnd(TimeSpan limit) => _process.WaitForExit(limit);

    /// <summary>Ends its input, and waits for the end of the command.</summary>
    public void Finish()
    {
        _input.Dispose();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        _input.Dispose();
        _process.Dispose();
    }
}
