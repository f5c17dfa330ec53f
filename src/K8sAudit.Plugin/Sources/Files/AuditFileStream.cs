using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads files one after the other, each to its end, then ends.</summary>
internal sealed class AuditFileStream : IEventStream, ITracksProgress
{
    // Lines without events must not keep the host waiting for a batch.
    private const int MaxReadsWithoutPause = 64;

    private readonly SourceContext _intake;
    private readonly LineReader _reader;
    private readonly Queue<string> _waiting;
    private readonly string _name;
    private readonly long _total;
    private long _doneBefore;

    /// <param name="intake">What all streams share.</param>
    /// <param name="paths">The files, in order; the first is opened at once.</param>
    /// <param name="name">What all of it is called.</param>
    public AuditFileStream(SourceContext intake, IReadOnlyList<string> paths, string name)
    {
        _intake = intake;
        _reader = new LineReader(intake);
        _waiting = new Queue<string>(paths);
        _name = name;
        _total = paths.Sum(path => Posix.StatusOf(path)?.Size ?? 0);
    }

    public Progress Progress
    {
        get
        {
            var read = _doneBefore + (_reader.IsOpen ? _reader.Position : 0);
            var fraction = Math.Min(1, (double)read / _total);
            return _total == 0 ? new Progress(0, PluginMessages.ReadSoFar(_name, read)) : new Progress(fraction, PluginMessages.ReadOf(fraction, _name, read, _total));
        }
    }

    public BatchStatus Next(EventBatch batch)
    {
        _intake.Rejections.EndWindow();
        if (_intake.Options.Drain)
        {
            return BatchStatus.End;
        }

        for (var reads = 0; reads < MaxReadsWithoutPause && !BatchLimits.IsFull(batch); reads++)
        {
            if (!_reader.IsOpen && !OpenNext())
            {
                return BatchStatus.End;
            }

            switch (_reader.Read(batch))
            {
                case 0:
                    _doneBefore += _reader.Position;
                    _reader.Close(batch);
                    break;
                case < 0:
                    return BatchStatus.More;
                default:
                    break;
            }
        }

        return BatchStatus.More;
    }

    /// <summary>Opens the first file, so that what is wrong with it is said when the stream is opened.</summary>
    public void Begin() => OpenNext(mustWork: _waiting.Count == 1);

    public void Dispose()
    {
        _intake.Rejections.EndWindow(force: true);
        _reader.Dispose();
    }

    private bool OpenNext(bool mustWork = false)
    {
        while (_waiting.TryDequeue(out var path))
        {
            try
            {
                Open(path);
                return true;
            }
            catch (PluginException e) when (!mustWork)
            {
                _intake.Log.Warning(e.Message);
            }
        }

        return false;
    }

    private void Open(string path)
    {
        var handle = AuditFile.Open(path);
        if (Compression.Of(handle) is { } compression)
        {
            handle.Dispose();
            throw new PluginException(PluginMessages.FileIsCompressed(path, compression.Name, compression.Program));
        }

        _reader.Open(handle, path, 0);
    }
}
