using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>The log of the host: its log function, or standard error if it has none. Thread-safe.</summary>
public abstract class PluginLog
{
    /// <summary>Writes one message. Line ends and other control characters are replaced.</summary>
    public void Write(LogSeverity severity, string message) => WriteLine(severity, OneLine(message));

    /// <summary>Logs that something failed.</summary>
    public void Error(string message) => Write(LogSeverity.Error, message);

    /// <summary>Logs that something is unexpected, and the plugin continues.</summary>
    public void Warning(string message) => Write(LogSeverity.Warning, message);

    /// <summary>Logs information about normal operation.</summary>
    public void Info(string message) => Write(LogSeverity.Info, message);

    /// <summary>Logs details for debugging.</summary>
    public void Debug(string message) => Write(LogSeverity.Debug, message);

    /// <summary>Writes one line without control characters.</summary>
    protected abstract void WriteLine(LogSeverity severity, string line);

    // A message may contain a value from an event, which must not be able to forge a line or control a terminal.
    private static string OneLine(string message)
    {
        if (!message.Any(IsControl))
        {
            return message;
        }

        var text = new StringBuilder(message.Length + 8);
        foreach (var c in message)
        {
            _ = IsControl(c) ? text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : text.Append(c);
        }

        return text.ToString();
    }

    // Terminals also interpret the second set of control characters (U+0080 to U+009F), and some viewers the separators of lines and paragraphs.
    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
