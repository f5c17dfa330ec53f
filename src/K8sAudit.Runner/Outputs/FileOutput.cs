namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines at the end of a file, which is opened for each alert, or once where it is kept open.</summary>
internal sealed class FileOutput(string path, bool keepAlive, bool buffered) : IAlertOutput
{
    private StreamOutput? _open;

    public void Write(Alert alert)
    {
        try
        {
            Open().Write(alert);
        }
        catch
        {
            // The next alert gets a file that is opened anew: this one may be gone.
            Close();
            throw;
        }

        if (!keepAlive)
        {
            Close();
        }
    }

    public void Reopen()
    {
        Close();
        if (keepAlive)
        {
            Open();
        }
    }

    public void Dispose() => Close();

    // Unbuffered: StreamOutput decides how much is written at once.
    private StreamOutput Open() => _open ??= new StreamOutput(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), buffered);

    private void Close()
    {
        var open = _open;
        _open = null;
        open?.Dispose();
    }
}
