using FalcoRules;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Terminal;

/// <summary>How standard output shows alerts and the closing summary to people.</summary>
/// <param name="HasColors">Whether it is coloured.</param>
/// <param name="Width">The width of the terminal in columns.</param>
internal sealed record Presentation(bool HasColors, int Width)
{
    private const int MinWidth = 40;

    private readonly ShownDate _date = new();

    /// <summary>
    /// Further fields of <c>output_fields</c>, so that every alert tells who did what. Only for the event source of audit events; the original plugin has them,
    /// too.
    /// </summary>
    public static OutputAddition ContextFields { get; } = new()
    {
        Source = "k8s_audit",
        ExtraFields = [.. AlertContext.FieldNames.Select(name => new ExtraField(name))],
    };

    /// <summary>The presentation that the command line asks for; null where alerts are lines of text or JSON.</summary>
    /// <param name="view">How alerts are shown.</param>
    /// <param name="color">When output is coloured.</param>
    /// <param name="isJson">Whether the configuration asks for JSON.</param>
    public static Presentation? Of(AlertView view, ColorMode color, bool isJson)
    {
        var isTerminal = !Console.IsOutputRedirected;
        if (isJson || view is AlertView.Text or AlertView.Json || (view == AlertView.Auto && !isTerminal && color != ColorMode.Always))
        {
            return null;
        }

        var mayColor = isTerminal
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Presentation(
            color == ColorMode.Always || (color == ColorMode.Auto && mayColor),
            Math.Max(MinWidth, isTerminal ? TerminalWidth.Current : TerminalWidth.OfVariable));
    }

    /// <summary>A format for one thread. All formats show the date of an alert where that of the last one of any of them is another.</summary>
    public IAlertFormat CreateFormat() => new BlockAlertFormat(new TerminalStyle(HasColors), Width, _date);
}
