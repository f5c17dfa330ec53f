using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads standard input, or another open file, to its end.</summary>
internal sealed class StandardInput : IAuditInput
{
    public const string Name = "standard input";

    private const int Descriptor = 0;

    private readonly LineReader _lines;
    private readonly FileStatus? _status;

    public StandardInput(SourceContext context)
        : this(context, new SafeFileHandle(Descriptor, ownsHandle: false))
    {
    }

    internal StandardInput(SourceContext context, SafeFileHandle input)
    {
        _lines = new LineReader(context);
        _status = Posix.StatusOf(input);
        _lines.Open(input, Name, 0);
    }

    /// <inheritdoc/>
    public string Location => _lines.Location;

    /// <inheritdoc/>
    public Progress? Progress => _status is { Kind: FileKind.Regular, Size: var size } ? FileProgress.Of(Name, _lines.Position, size) : null;

    /// <inheritdoc/>
    public InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> text)
    {
        text = default;
        var status = _lines.IsOpen ? _lines.Read(wait, out text) : InputStatus.End;
        return status == InputStatus.End && _lines.Close(out text) ? InputStatus.Text : status;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
