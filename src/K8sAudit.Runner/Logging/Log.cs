using System.Globalization;
using System.Net.Sockets;
using System.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Logging;

/// <summary>The program's own messages, one a line, in Falco's form: <c>Mon Jan 02 15:04:05 2006: text</c>. Threads share it.</summary>
internal sealed class Log(TextWriter output, TimeProvider time)
{
    private readonly Lock _lock = new();
    private volatile LogSettings _settings = new();

    /// <summary>What is written, how, and where to; a reload changes it while threads write.</summary>
    public LogSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Called with each message, also with those that are not written because of their level; nothing by default.</summary>
    public Action<LogLevel, string> Written { get; init; } = (_, _) => { };

    /// <summary>Whether messages go to <c>output</c> only, and not to syslog; false by default.</summary>
    public bool IsLocal { get; init; }

    /// <summary>What is done to the terminal before a line; nothing by default.</summary>
    public Action BeforeLine { get; set; } = () => { };

    public void Error(string text) => Write(LogLevel.Error, text);

    public void Warning(string text) => Write(LogLevel.Warning, text);

    public void Notice(string text) => Write(LogLevel.Notice, text);

    public void Info(string text) => Write(LogLevel.Info, text);

    public void Debug(string text) => Write(LogLevel.Debug, text);

    public void Write(LogLevel level, string text)
    {
        var settings = _settings;
        Written(level, text);
        if (level > settings.Level)
        {
            return;
        }

        if (!IsLocal)
        {
            WriteToSyslog(level, text, settings);
        }

        if (settings.Enabled)
        {
            WriteLine(text, settings);
        }
    }

    private void WriteToSyslog(LogLevel level, string text, LogSettings settings)
    {
        try
        {
            settings.Syslog?.Send(level, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Told once: a machine without syslog must not hear of it with every line.
            Settings = settings with { Syslog = null };
            Warning(RunnerMessages.NoSyslog(SyslogSocket.ConfiguredPath, e.Message));
        }
    }

    private void WriteLine(string text, LogSettings settings)
    {
        lock (_lock)
        {
            BeforeLine();
            output.Write($"{Time(settings)}: {text}\n");
            output.Flush();
        }
    }

    private string Time(LogSettings settings) => settings.Iso8601
        ? time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)
        : time.GetLocalNow().ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture);
}
