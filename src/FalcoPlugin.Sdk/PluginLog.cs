using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>The way to log inside a host: through its log function, or to standard error where it has none. Thread-safe.</summary>
public abstract class PluginLog
{
    /// <summary>Writes one message. Line ends and other control characters are made harmless.</summary>
    public void Write(LogSeverity severity, string message) => WriteLine(severity, OneLine(message));

    /// <summary>Something failed.</summary>
    public void Error(string message) => Write(LogSeverity.Error, message);

    /// <summary>Something is not as it should be, and the work goes on.</summary>
    public void Warning(string message) => Write(LogSeverity.Warning, message);

    /// <summary>What is being done.</summary>
    public void Info(string message) => Write(LogSeverity.Info, message);

    /// <summary>For whoever looks into a problem.</summary>
    public void Debug(string message) => Write(LogSeverity.Debug, message);

    /// <summary>Hands one harmless line on.</summary>
    protected abstract void WriteLine(LogSeverity severity, string line);

    // A value from an event may stand in a message: it must not be able to forge a line of its own or drive a terminal.
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

    // Terminals take the second set of controls (U+0080 to U+009F) too, and some viewers the separators of lines and paragraphs.
    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
