using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace K8sAudit.Runner.Logging;

/// <summary>The program's own messages, one a line, in Falco's form: <c>Mon Jan 02 15:04:05 2006: text</c>. Threads share it.</summary>
internal sealed class Log(TextWriter output, TimeProvider time)
{
    private readonly Lock _lock = new();

    /// <summary>Lines less serious than this are left out; Info by default.</summary>
    public LogLevel Level { get; set; } = LogLevel.Info;

    /// <summary>Whether lines are written at all (<c>log_stderr</c>); true by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where lines go as well (<c>log_syslog</c>); nowhere by default.</summary>
    public SyslogSocket? Syslog { get; set; }

    /// <summary>Whether times are in ISO 8601 and UTC; false by default.</summary>
    public bool Iso8601 { get; set; }

    /// <summary>What is done to the terminal before a line; nothing by default.</summary>
    public Action BeforeLine { get; set; } = () => { };

    public void Error(string text) => Write(LogLevel.Error, text);

    public void Warning(string text) => Write(LogLevel.Warning, text);

    public void Notice(string text) => Write(LogLevel.Notice, text);

    public void Info(string text) => Write(LogLevel.Info, text);

    public void Debug(string text) => Write(LogLevel.Debug, text);

    public void Write(LogLevel level, string text)
    {
        if (level > Level)
        {
            return;
        }

        WriteToSyslog(level, text);
        if (Enabled)
        {
            WriteLine(text);
        }
    }

    private void WriteToSyslog(LogLevel level, string text)
    {
        try
        {
            Syslog?.Send(level, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Told once: a machine without syslog must not hear of it with every line.
            Syslog = null;
            Warning(Messages.NoSyslog(SyslogSocket.ConfiguredPath, e.Message));
        }
    }

    private void WriteLine(string text)
    {
        lock (_lock)
        {
            BeforeLine();
            output.Write($"{Time()}: {text}\n");
            output.Flush();
        }
    }

    private string Time() => Iso8601
        ? time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)
        : time.GetLocalNow().ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture);
}
