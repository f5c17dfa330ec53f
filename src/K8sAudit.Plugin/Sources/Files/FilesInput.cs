using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads files one after the other, each to its end: text, compressed text, and the members of archives.</summary>
internal sealed class FilesInput : IAuditInput
{
    private readonly SourceContext _context;
    private readonly LineReader _lines;
    private readonly Queue<InputFile> _files;
    private readonly string _name;
    private readonly SafeFileHandle _standardInput;
    private readonly bool _isFinite;
    private readonly long _totalBytes;
    private long _bytesBefore;

    // Whether the last line of a file was returned, and its end was not.
    private bool _hasEnded;

    /// <param name="context">What all streams share.</param>
    /// <param name="inputs">What to read: paths, directories, patterns, or <see cref="InputFile.StandardInput"/>.</param>
    /// <exception cref="PluginException">An input names nothing that can be read.</exception>
    public FilesInput(SourceContext context, IReadOnlyList<string> inputs)
        : this(context, inputs, new SafeFileHandle(0, ownsHandle: false))
    {
    }

    internal FilesInput(SourceContext context, IReadOnlyList<string> inputs, SafeFileHandle standardInput)
    {
        var files = InputFiles.Find(inputs, context.ReportUnread);
        _context = context;
        _standardInput = standardInput;
        _files = new Queue<InputFile>(files);
        _name = inputs is [var only] ? new InputFile(only, IsNamed: true).Name : PluginMessages.Files(files.Count);
        var status = files.Select(StatusOf).ToArray();
        _isFinite = status.All(file => file is { Kind: FileKind.Regular });
        _totalBytes = status.Sum(file => file?.Size ?? 0);
        CheckNamed(files);
        _lines = new LineReader(context);
        if (files.Count == 1)
        {
            OpenAlone(_files.Dequeue());
        }
    }

    /// <inheritdoc/>
    public string Location => _lines.Location;

    /// <inheritdoc/>
    public Progress? Progress => _isFinite ? FileProgress.Of(_name, _bytesBefore + (_lines.IsOpen ? _lines.Position : 0), _totalBytes) : null;

    /// <inheritdoc/>
    public InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_hasEnded)
        {
            _hasEnded = false;
            return InputStatus.EndOfFile;
        }

        if (!_lines.IsOpen && !TryOpenNext())
        {
            return InputStatus.End;
        }

        var status = _lines.Read(wait, out text);
        if (status != InputStatus.End)
        {
            return status;
        }

        var bytes = _lines.Position;
        _hasEnded = _lines.EndText(out text);
        _bytesBefore += _lines.IsOpen ? 0 : bytes;
        return _hasEnded ? InputStatus.Text : InputStatus.EndOfFile;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private FileStatus? StatusOf(InputFile file) => file.IsStandardInput ? Posix.StatusOf(_standardInput) : Posix.StatusOf(file.Path);

    // Before any of them is read. A pipe must not be opened to be looked at.
    private static void CheckNamed(IReadOnlyList<InputFile> files)
    {
        if (files.Count(file => file.IsStandardInput) > 1)
        {
            throw new PluginException(PluginMessages.StandardInputTwice);
        }

        foreach (var file in files.Where(file => files.Count > 1 && file is { IsNamed: true, IsStandardInput: false }))
        {
            if (Posix.StatusOf(file.Path) is not { Kind: FileKind.Regular })
            {
                continue;
            }

            AuditFile.Open(file.Path).Dispose();
        }
    }

    private void OpenAlone(InputFile file)
    {
        try
        {
            Open(file);
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
        while (_files.TryDequeue(out var file))
        {
            try
            {
                Open(file);
                return true;
            }
            catch (PluginException e)
            {
                _context.ReportUnread(e.Message);
            }
        }

        return false;
    }

    private void Open(InputFile file) =>
        _lines.OpenContent(file.IsStandardInput ? _standardInput : AuditFile.Open(file.Path), file.Name);
}
