using System.Buffers;
using System.Runtime.InteropServices;
using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Outputs;

/// <summary>Writes alerts as lines to a file descriptor, several with one system call, and counts those that were written.</summary>
/// <param name="descriptor">The file descriptor.</param>
/// <param name="showsDisplay">Whether the text for people is written instead of the line.</param>
internal sealed class LineWriter(SafeHandle descriptor, bool showsDisplay = false)
{
    /// <summary>How many alerts are written with one system call.</summary>
    public const int MaxBatch = 256;

    private const byte LineEnd = (byte)'\n';

    private readonly ArrayBufferWriter<byte> _buffer = new();
    // Where each alert ends in the buffer, with its line end.
    private readonly List<int> _ends = [];

    /// <summary>Whether the last line is incomplete, as after a full disk. The next write ends it first, so that its alerts have lines of their own.</summary>
    public bool IsLineIncomplete { get; set; }

    /// <summary>Writes the alerts.</summary>
    /// <exception cref="UndeliveredException">Only some of them were written; <see cref="Exception.HResult"/> is the <c>errno</c>.</exception>
    public void Write(ReadOnlySpan<Alert> alerts)
    {
        Fill(alerts);
        var written = 0;
        try
        {
            DescriptorWriter.Write(descriptor, _buffer.WrittenSpan, out written);
            IsLineIncomplete = false;
        }
        catch (IOException e)
        {
            var bytes = _buffer.WrittenSpan[..written];
            var complete = _ends.Count(end => end <= written);
            IsLineIncomplete = written > 0 ? bytes[^1] != LineEnd : IsLineIncomplete;
            throw new UndeliveredException(alerts.Length - complete, e.Message) { HResult = e.HResult };
        }
    }

    private void Fill(ReadOnlySpan<Alert> alerts)
    {
        _buffer.ResetWrittenCount();
        _ends.Clear();
        if (IsLineIncomplete)
        {
            _buffer.Write([LineEnd]);
        }

        foreach (var alert in alerts)
        {
            _buffer.Write((showsDisplay ? alert.Display : alert.Line).Span);
            _buffer.Write([LineEnd]);
            _ends.Add(_buffer.WrittenCount);
        }
    }
}
