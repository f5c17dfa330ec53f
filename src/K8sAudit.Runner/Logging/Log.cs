using System.Globalization;

namespace K8sAudit.Runner.Logging;

/// <summary>The program's own messages, one a line, in Falco's form: <c>Mon Jan 02 15:04:05 2006: text</c>. Threads share it.</summary>
internal sealed class Log(TextWriter output, TimeProvider time)
{
    private readonly Lock _lock = new();

    /// <summary>Lines less serious than this are left out; Info by default.</summary>
    public LogLevel Level { get; set; } = LogLevel.Info;

    /// <summary>Whether lines are written at all (<c>log_stderr</c>); true by default.</summary>
    public bool Enabled { get; set; } = true;

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
        if (!Enabled || level > Level)
        {
            return;
        }

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
