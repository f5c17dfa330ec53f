using FalcoPlugin.Sdk;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Reads standard input, or another pipe, to its end.</summary>
internal sealed class StandardInputStream : IEventStream, ITracksProgress
{
    public const string Name = "standard input";

    private const int Descriptor = 0;

    private readonly SourceContext _intake;
    private readonly LineReader _reader;

    public StandardInputStream(SourceContext intake)
        : this(intake, new SafeFileHandle(Descriptor, ownsHandle: false))
    {
    }

    internal StandardInputStream(SourceContext intake, SafeFileHandle input)
    {
        _intake = intake;
        _reader = new LineReader(intake);
        _reader.Open(input, Name, 0);
    }

    public Progress Progress => new(0, PluginMessages.ReadSoFar(Name, _reader.Position));

    public BatchStatus Next(EventBatch batch)
    {
        _intake.Rejections.EndWindow();
        if (_intake.Options.Drain)
        {
            return BatchStatus.End;
        }

        if (!_reader.IsOpen)
        {
            return BatchStatus.End;
        }

        if (_reader.Read(batch) != 0)
        {
            return BatchStatus.More;
        }

        _reader.Close(batch);
        return BatchStatus.End;
    }

    public void Dispose()
    {
        _intake.Rejections.EndWindow(force: true);
        _reader.Dispose();
    }
}
