using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads the lines of one file or pipe and puts their events into batches.</summary>
internal sealed class LineReader(SourceContext intake, int maxLineLength = LineReader.MaxLineLength) : IDisposable
{
    /// <summary>The longest line, in bytes: 64 MiB, many times what an API server puts into one EventList.</summary>
    public const int MaxLineLength = 64 * 1024 * 1024;

    private readonly LineBuffer _lines = new(maxLineLength);
    private readonly AuditEventReader _reader = intake.CreateReader();
    private readonly FileHead _head = new();
    private SafeFileHandle? _handle;
    private FileStream? _pipe;

    // Lines without a fault that are not counted yet.
    private (long Lines, long Bytes, long Events) _plain;

    /// <summary>What is being read; empty where nothing is.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How much of it was read, in bytes; where in the file reading goes on.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes of a line that has not ended yet.</summary>
    public long Pending => _lines.Pending;

    /// <summary>How the file begins.</summary>
    public FileHead Head => _head;

    /// <summary>Whether the file was written anew since it was opened or rewound.</summary>
    public bool WasRewritten { get; private set; }

    public bool IsOpen => _handle is not null;

    public FileStatus? Status => _handle is null ? null : Posix.StatusOf(_handle);

    /// <summary>Begins to read, and from now on owns the handle.</summary>
    public void Open(SafeFileHandle handle, string name, long position)
    {
        _handle = handle;
        Name = name;
        Position = position;
        _pipe = Posix.StatusOf(handle) is { Kind: FileKind.Regular } ? null : new FileStream(handle, FileAccess.Read, bufferSize: 0);
        _lines.Clear();
        _head.Clear();
        WasRewritten = false;
        if (_pipe is null)
        {
            _head.Check(handle);
        }
    }

    /// <summary>Puts the events of lines that are there into the batch, then those of what is read next.</summary>
    /// <returns>How many bytes were read: 0 at the end of what there is, -1 where a pipe has nothing yet.</returns>
    /// <exception cref="PluginException">It cannot be read.</exception>
    public int Read(EventBatch batch)
    {
        if (!TakeLines(batch) || BatchLimits.IsFull(batch))
        {
            return 1;
        }

        var count = _pipe is not null && !Posix.WaitReadable(_handle!, batch.Count == 0 ? BatchLimits.Wait : TimeSpan.Zero) ? -1 : ReadBytes();
        if (count > 0 && _pipe is null && !_head.Check(_handle!))
        {
            // What was read stands where the old text stood, and belongs to the new one.
            WasRewritten = true;
            return 0;
        }

        if (count > 0)
        {
            _lines.Fill(count);
            Position += count;
            TakeLines(batch);
        }

        return count;
    }

    /// <summary>Begins again at the start of the file, which has become another under the same handle.</summary>
    public void Rewind()
    {
        Position = 0;
        _lines.Clear();
        _head.Clear();
        WasRewritten = false;
    }

    /// <summary>Takes what stands behind the last line end, and ends.</summary>
    public void Close(EventBatch batch)
    {
        if (_lines.TryTakeRest(out var line, out var overlong))
        {
            Take(line, overlong, batch);
            CountPlain();
        }

        Close();
    }

    public void Dispose()
    {
        Close();
        _lines.Dispose();
    }

    private void Close()
    {
        _pipe?.Dispose();
        _handle?.Dispose();
        (_pipe, _handle) = (null, null);
    }

    // False where the batch is full before the lines are through.
    private bool TakeLines(EventBatch batch)
    {
        while (!BatchLimits.IsFull(batch))
        {
            if (!_lines.TryTake(out var line, out var overlong))
            {
                CountPlain();
                return true;
            }

            Take(line, overlong, batch);
        }

        CountPlain();
        return false;
    }

    // Once for all lines that were there: an atomic addition costs as much as a tenth of an event.
    private void CountPlain()
    {
        intake.Counters.ReceiveLines(_plain.Lines, _plain.Bytes, _plain.Events);
        _plain = default;
    }

    private void Take(ReadOnlySpan<byte> line, long overlong, EventBatch batch)
    {
        if (overlong > 0)
        {
            intake.Counters.ReceiveOverlongLine(overlong);
            intake.Log.Warning(PluginMessages.LineTooLong($"{Name}:{_lines.LineNumber}", maxLineLength));
            return;
        }

        var result = _reader.Read(line, intake.Limits);
        if (result.Events.IsEmpty && !result.HasFaults)
        {
            return;
        }

        var sink = new EventBatchSink(batch);
        result.CopyTo(line, ref sink);
        if (!result.HasFaults)
        {
            _plain = (_plain.Lines + 1, _plain.Bytes + line.Length, _plain.Events + result.Events.Length);
            return;
        }

        intake.Record($"{Name}:{_lines.LineNumber}", line.Length, result);
    }

    private int ReadBytes()
    {
        try
        {
            return _pipe is null ? RandomAccess.Read(_handle!, _lines.Room(), Position) : _pipe.Read(_lines.Room());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginMessages.CannotRead(Name, e.Message), e);
        }
    }
}
