using FalcoRules;

namespace K8sAudit.Runner.Terminal;

/// <summary>Colours of text on a terminal; without colours the text stays as it is.</summary>
internal sealed class TerminalStyle(bool hasColors)
{
    private const string Reset = "\u001b[0m";
    private const string Bold = "\u001b[1m";
    private const string Dim = "\u001b[2m";

    public string Strong(string text) => Paint(text, Bold);

    public string Faint(string text) => Paint(text, Dim);

    /// <summary>The text in the colour of a priority.</summary>
    public string Of(Priority priority, string text) => Paint(text, priority switch
    {
        Priority.Emergency or Priority.Alert or Priority.Critical => "\u001b[1;31m",
        Priority.Error => "\u001b[31m",
        Priority.Warning => "\u001b[33m",
        Priority.Notice => "\u001b[36m",
        Priority.Informational => "\u001b[34m",
        _ => Dim,
    });

    private string Paint(string text, string code) => hasColors && text.Length > 0 ? code + text + Reset : text;
}
