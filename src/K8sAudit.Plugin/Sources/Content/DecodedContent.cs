using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// The texts of a compressed file or archive, decompressed on a thread of its own: a pipe may keep a decoder waiting in the middle of a block, and the host
/// must not wait with it. Where there are two processors, one decompresses while the other reads.
/// </summary>
internal sealed class DecodedContent : IContentSink, IDisposable
{
    private const int StackSize = 1024 * 1024;
    private const int ReadSize = 16 * 1024;

    private readonly Stream _file;
    private readonly string _name;
    private readonly Action<string> _warn;
    private readonly Action<string> _reportUnread;
    private readonly Action<long> _countInvalid;
    private readonly ExpansionBudget _budget;
    private readonly ContentDecoder _decoder;
    private readonly BlockQueue _queue = new();
    private readonly Thread _thread;
    private TextBlock _block;
    private int _taken;

    /// <param name="file">The file; it is disposed with this object.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="limits">How far it may expand.</param>
    /// <param name="warn">Logs a message; called on the thread that reads.</param>
    /// <param name="reportUnread">Logs and counts that a file or member is not read, or not to its end; called on the thread that reads.</param>
    /// <param name="countInvalid">Counts code units that are invalid; called on the thread that reads.</param>
    public DecodedContent(Stream file, string name, ExpansionLimits limits, Action<string> warn, Action<string> reportUnread, Action<long> countInvalid)
    {
        (_file, _name, _warn, _reportUnread, _countInvalid) = (file, name, warn, reportUnread, countInvalid);
        TextName = name;
        _budget = new ExpansionBudget(limits);
        _decoder = new ContentDecoder(_budget, limits.MaxLayers, this);
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = "decompression" };
        _thread.Start();
    }

    /// <summary>The name of the current text.</summary>
    public string TextName { get; private set; }

    /// <summary>At the end of a text: whether another one follows.</summary>
    public bool HasNext => _block.Begins is not null;

    /// <summary>How many bytes of the file have been read.</summary>
    public long Position => _budget.Compressed;

    /// <summary>Reads bytes of the current text.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="wait">How long to wait for them; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="count">How many there are.</param>
    /// <returns><see cref="InputStatus.Incomplete"/> for bytes, <see cref="InputStatus.End"/> for the end of the text.</returns>
    public InputStatus Read(Span<byte> target, TimeSpan wait, out int count)
    {
        count = 0;
        while (true)
        {
            if (_block.Bytes is { } bytes)
            {
                count = Math.Min(target.Length, _block.Length - _taken);
                bytes.AsSpan(_taken, count).CopyTo(target);
                _taken += count;
                ReleaseIfTaken(bytes);
                return InputStatus.Incomplete;
            }

            if (_block.IsEnd || _block.Begins is not null)
            {
                return InputStatus.End;
            }

            if (!_queue.TryTake(wait, out _block))
            {
                return InputStatus.Idle;
            }

            _block.Report?.Invoke();
        }
    }

    /// <summary>After the end of a text: whether another one follows, which is then the current one.</summary>
    public bool TryBeginNext()
    {
        if (_block.Begins is not { } name)
        {
            return false;
        }

        TextName = name;
        _block = default;
        return true;
    }

    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _file.Dispose();
    }

    void IContentSink.Begin(string name) => _queue.Add(new TextBlock { Begins = name });

    void IContentSink.ReportUnread(string message) => _queue.Add(new TextBlock { Report = () => _reportUnread(message) });

    void IContentSink.CountInvalid(string name, long count) => _queue.Add(new TextBlock
    {
        Report = () =>
        {
            _countInvalid(count);
            _warn(PluginMessages.InvalidUtf16(name, count));
        },
    });

    void IContentSink.Copy(Stream text)
    {
        var isEnded = false;
        while (!isEnded)
        {
            _queue.ThrowIfClosed();
            isEnded = !TryCopyBlock(text);
        }
    }

    private bool TryCopyBlock(Stream text)
    {
        var bytes = _queue.Rent();
        var length = 0;
        var count = -1;
        try
        {
            // Small reads, because what was decompressed before a fault is lost with the call that finds it. A reader that waits is given what there is, and
            // what was read is not kept while a pipe is waited for.
            while (count != 0 && length < bytes.Length && (length == 0 || (_file is not WaitingPipe && !_queue.IsEmpty)))
            {
                count = text.Read(bytes, length, Math.Min(ReadSize, bytes.Length - length));
                length += count;
            }
        }
        finally
        {
            if (length > 0)
            {
                _queue.Add(new TextBlock { Bytes = bytes, Length = length });
            }
            else
            {
                _queue.Return(bytes);
            }
        }

        return count != 0;
    }

    private void Run()
    {
        try
        {
            _decoder.Decode(_file, _name);
            _queue.Add(new TextBlock { IsEnd = true });
        }
        catch (OperationCanceledException)
        {
            // The reader has closed the queue.
        }
        catch (Exception e)
        {
            // On this thread it would end the process. The decoder reports the exceptions of streams itself.
            End(e);
        }
    }

    private void End(Exception e)
    {
        try
        {
            _queue.Add(new TextBlock { Report = () => _reportUnread(PluginMessages.ContentIsDamaged(_name, e.Message)) });
            _queue.Add(new TextBlock { IsEnd = true });
        }
        catch (OperationCanceledException)
        {
            // The reader has closed the queue.
        }
    }

    private void ReleaseIfTaken(byte[] bytes)
    {
        if (_taken == _block.Length)
        {
            _queue.Return(bytes);
            _block = default;
            _taken = 0;
        }
    }
}
