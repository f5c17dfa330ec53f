using System.Diagnostics;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts as lines into the standard input of a shell command, which runs for each alert, or once where it is kept running.</summary>
internal sealed class ProgramOutput(string command, bool keepAlive, bool buffered) : IAlertOutput
{
    private Process? _process;
    private StreamOutput? _input;

    public void Write(Alert alert)
    {
        if (_process is { HasExited: true })
        {
            Abandon();
        }

        try
        {
            Start();
            _input!.Write(alert);
        }
        catch
        {
            Abandon();
            throw;
        }

        if (!keepAlive)
        {
            End();
        }
    }

    /// <summary>Ends the command; the next alert starts it anew.</summary>
    public void Reopen() => End();

    public void Dispose() => End();

    private void Start()
    {
        if (_process is null)
        {
            _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true })!;
            _input = new StreamOutput(_process.StandardInput.BaseStream, buffered);
        }
    }

    /// <summary>Lets the command read to the end, and waits for it.</summary>
    private void End()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            _input!.Dispose();
            _process.WaitForExit();
        }
        finally
        {
            Abandon();
        }
    }

    private void Abandon()
    {
        _process?.Dispose();
        (_process, _input) = (null, null);
    }
}
