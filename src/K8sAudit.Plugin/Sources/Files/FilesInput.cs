using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads files one after the other, each to its end.</summary>
internal sealed class FilesInput : IAuditInput
{
    private readonly SourceContext _context;
    private readonly LineReader _lines;
    private readonly Queue<string> _paths;
    private readonly string _name;
    private readonly bool _isFinite;
    private readonly long _totalBytes;
    private long _bytesBefore;

    /// <param name="context">What all streams share.</param>
    /// <param name="paths">The files, in order.</param>
    /// <param name="name">What progress reports call them.</param>
    /// <exception cref="PluginException">There is only one file, and it cannot be read.</exception>
    public FilesInput(SourceContext context, IReadOnlyList<string> paths, string name)
    {
        var files = paths.Select(Posix.StatusOf).ToArray();
        _context = context;
        _lines = new LineReader(context);
        _paths = new Queue<string>(paths);
        _name = name;
        _isFinite = files.All(file => file is { Kind: FileKind.Regular });
        _totalBytes = files.Sum(file => file?.Size ?? 0);
        if (paths.Count == 1)
        {
            OpenAlone(_paths.Dequeue());
        }
    }

    /// <inheritdoc/>
    public string Location => _lines.Location;

    /// <inheritdoc/>
    public Progress? Progress => _isFinite ? FileProgress.Of(_name, _bytesBefore + (_lines.IsOpen ? _lines.Position : 0), _totalBytes) : null;

    /// <inheritdoc/>
    public InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> text)
    {
        while (_lines.IsOpen || TryOpenNext())
        {
            var status = _lines.Read(wait, out text);
            if (status != InputStatus.End)
            {
                return status;
            }

            _bytesBefore += _lines.Position;
            if (_lines.Close(out text))
            {
                return InputStatus.Text;
            }
        }

        text = default;
        return InputStatus.End;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private void OpenAlone(string path)
    {
        try
        {
            Open(path);
        }
        catch (PluginException)
        {
            _lines.Dispose();
            throw;
        }
    }

    // One file that cannot be read does not affect the others.
    private bool TryOpenNext()
    {
        while (_paths.TryDequeue(out var path))
        {
            try
            {
                Open(path);
                return true;
            }
            catch (PluginException e)
            {
                _context.Log.Warning(e.Message);
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

        _lines.Open(handle, path, 0);
    }
}
