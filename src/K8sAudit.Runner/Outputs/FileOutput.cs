namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines at the end of a file, which is opened for each alert, or once where it is kept open.</summary>
internal sealed class FileOutput(string path, bool keepAlive, bool buffered) : IAlertOutput
{
    private StreamOutput? _open;

    public void Write(Alert alert)
    {
        _open ??= new StreamOutput(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), buffered);
        _open.Write(alert);
        if (!keepAlive)
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        var open = _open;
        _open = null;
        open?.Dispose();
    }
}
