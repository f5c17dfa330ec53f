using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using K8sAudit.Plugin.Sources.Content;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads the lines of one file or pipe after the other.</summary>
internal sealed class LineReader(SourceContext context, int maxLineLength = LineReader.MaxLineLength) : IDisposable
{
    /// <summary>The maximum length of a line, in bytes: 64 MiB, many times what an API server puts into one EventList.</summary>
    public const int MaxLineLength = 64 * 1024 * 1024;

    private static readonly TimeSpan _decodingWait = TimeSpan.FromMilliseconds(1);

    private readonly LineBuffer _buffer = new(maxLineLength);
    private readonly FileHead _head = new();
    private SafeFileHandle? _handle;
    private FileStream? _pipe;
    private WaitingPipe? _waitingPipe;
    private DecodedContent? _decoded;

    // Whether the first bytes of a pipe are still to come, which tell its format.
    private bool _isUnrecognised;
    private string _name = "";

    private static ReadOnlySpan<byte> ByteOrderMark => "\ufeff"u8;

    /// <summary>Where the last line is from: <c>file:line</c>.</summary>
    public string Location => $"{_name}:{_buffer.LineNumber}";

    /// <summary>How many bytes have been read; in a file the offset where reading continues.</summary>
    public long Position { get; private set; }

    /// <summary>How many of them belong to lines that have not been returned yet.</summary>
    public long Pending => _buffer.Pending;

    /// <summary>The start of the file.</summary>
    public FileHead Head => _head;

    /// <summary>Whether the file was overwritten since it was opened or rewound.</summary>
    public bool WasOverwritten { get; private set; }

    /// <summary>Whether a file or pipe is open.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>The current status of the open file; null if there is none.</summary>
    public FileStatus? Status => _handle is null ? null : Posix.StatusOf(_handle);

    /// <summary>Opens a file or pipe, and owns its handle from now on.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="position">The offset to begin at, in bytes; 0 for a pipe.</param>
    public void Open(SafeFileHandle handle, string name, long position)
    {
        _handle = handle;
        _name = name;
        Position = position;
        _pipe = Posix.StatusOf(handle) is { Kind: FileKind.Regular } ? null : new FileStream(handle, FileAccess.Read, bufferSize: 0);
        Restart();
        if (_pipe is null)
        {
            HasSameHead();
        }
    }

    /// <summary>Opens a file or pipe whose content may be compressed, an archive, or in UTF-16, and owns its handle from now on.</summary>
    /// <inheritdoc cref="Open"/>
    /// <exception cref="PluginException">It is compressed in a way that is not read.</exception>
    public void OpenContent(SafeFileHandle handle, string name)
    {
        var format = FormatOf(handle, name);
        if (format is { Open: null })
        {
            handle.Dispose();
            throw new PluginException(PluginMessages.CannotRead(name, PluginMessages.FormatIsNotRead(format.Name)));
        }

        Open(handle, name, 0);
        _isUnrecognised = _pipe is not null;
        if (format is not null)
        {
            Decode(new FileStream(handle, FileAccess.Read, bufferSize: 0));
        }
    }

    /// <summary>Reads the next line without its end; reads more bytes only if the buffer has no complete line.</summary>
    /// <param name="wait">How long to wait for a pipe.</param>
    /// <param name="line">The line; valid until the next call.</param>
    /// <exception cref="PluginException">The file cannot be read.</exception>
    public InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> line)
    {
        if (TryTake(out line))
        {
            return InputStatus.Text;
        }

        if (_decoded?.TryBeginNext() == true)
        {
            _name = _decoded.TextName;
            _buffer.Clear();
        }

        var status = _decoded is null ? ReadBytes(wait) : ReadDecoded(wait);
        return status == InputStatus.Incomplete && TryTake(out line) ? InputStatus.Text : status;
    }

    /// <summary>Takes the next complete line from the buffer.</summary>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        while (_buffer.TryTake(out line, out var overlong))
        {
            if (!ReportOverlong(overlong))
            {
                SkipByteOrderMark(ref line);
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts again at the beginning of the file, which was truncated.</summary>
    public void Rewind()
    {
        Position = 0;
        Restart();
    }

    /// <summary>Ends the current text. If it is the member of an archive that has more of them, the next one is read; otherwise the file is closed.</summary>
    /// <param name="line">The last line, if the text does not end with a line end; valid until more is read or a file is opened.</param>
    /// <returns>Whether there is such a line.</returns>
    public bool EndText(out ReadOnlySpan<byte> line)
    {
        if (_decoded is not { HasNext: true })
        {
            CloseHandle();
        }

        var hasRest = _buffer.TryTakeRest(out line, out var overlong) && !ReportOverlong(overlong);
        SkipByteOrderMark(ref line);
        return hasRest;
    }

    public void Dispose()
    {
        CloseHandle();
        _buffer.Dispose();
    }

    private void SkipByteOrderMark(ref ReadOnlySpan<byte> line)
    {
        if (_buffer.LineNumber == 1 && line.StartsWith(ByteOrderMark))
        {
            line = line[ByteOrderMark.Length..];
        }
    }

    private void Restart()
    {
        _buffer.Clear();
        _head.Clear();
        WasOverwritten = false;
    }

    private void CloseHandle()
    {
        _waitingPipe?.Stop();
        _decoded?.Dispose();
        _pipe?.Dispose();
        _handle?.Dispose();
        (_pipe, _handle, _waitingPipe, _decoded) = (null, null, null, null);
    }

    private void Decode(Stream content) =>
        _decoded = new DecodedContent(content, _name, new ExpansionLimits(), context.Log.Warning, context.ReportUnread, context.Counters.ReceiveInvalidText);

    private bool ReportOverlong(long length)
    {
        if (length == 0)
        {
            return false;
        }

        context.Counters.ReceiveOverlongLine();
        context.Log.Warning(PluginMessages.LineTooLong(Location, maxLineLength));
        return true;
    }

    // Incomplete means that bytes were read.
    private InputStatus ReadBytes(TimeSpan wait)
    {
        if (_pipe is not null && !Posix.WaitReadable(_handle!, wait))
        {
            return InputStatus.Idle;
        }

        var count = ReadInto(_buffer.Room());
        if (count == 0)
        {
            CountRecognised();
            return InputStatus.End;
        }

        if (_pipe is null && !HasSameHead())
        {
            // The file has new content, and the bytes are not the ones that follow what was read before.
            WasOverwritten = true;
            return InputStatus.End;
        }

        _buffer.Fill(count);
        Position += count;
        if (_isUnrecognised)
        {
            return Recognise();
        }

        context.Counters.ReceiveBytes(count);
        return InputStatus.Incomplete;
    }

    // What was read of a pipe before its format was known, and is text.
    private void CountRecognised()
    {
        if (_isUnrecognised)
        {
            _isUnrecognised = false;
            context.Counters.ReceiveBytes(_buffer.PendingBytes.Length);
        }
    }

    // The buffer has only what was read of the pipe first.
    private InputStatus Recognise()
    {
        var head = _buffer.PendingBytes;
        if (ContentFormats.NeedsMore(head))
        {
            return InputStatus.Incomplete;
        }

        var bytes = head.ToArray();
        if (ContentFormats.Of(bytes.AsMemory(0, Math.Min(bytes.Length, ContentFormats.HeadLength))) is not null)
        {
            _isUnrecognised = false;
            _buffer.Clear();
            _waitingPipe = new WaitingPipe(bytes, _handle!, _pipe!);
            Decode(_waitingPipe);
        }

        CountRecognised();
        return InputStatus.Incomplete;
    }

    // A file always has more until its end. Of a pipe, what was written is waited for, as long as it takes to decompress it.
    private InputStatus ReadDecoded(TimeSpan wait)
    {
        while (true)
        {
            // The order matters: what was read of the pipe before is in the queue.
            var isStarved = _waitingPipe?.IsStarved == true;
            var status = _decoded!.Read(_buffer.Room(), _pipe is null ? Timeout.InfiniteTimeSpan : wait, out var count);
            _buffer.Fill(count);
            context.Counters.ReceiveBytes(count);
            Position = _decoded.Position;
            if (status != InputStatus.Idle || isStarved)
            {
                return status;
            }

            wait = wait > _decodingWait ? wait : _decodingWait;
        }
    }

    private int ReadInto(Span<byte> target)
    {
        try
        {
            return _pipe is null ? Posix.Read(_handle!, target, Position) : _pipe.Read(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginMessages.CannotRead(_name, e.Message), e);
        }
    }

    private bool HasSameHead()
    {
        try
        {
            return _head.Check(_handle!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginMessages.CannotRead(_name, e.Message), e);
        }
    }

    private static ContentFormat? FormatOf(SafeFileHandle handle, string name)
    {
        try
        {
            return ContentFormats.Of(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle.Dispose();
            throw new PluginException(PluginMessages.CannotRead(name, e.Message), e);
        }
    }
}
