using System.Text;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Tests.Reports;

public sealed class ProgressLineTests : IDisposable
{
    private const string Wipe = "\r\u001b[K";
    private readonly StringWriter _terminal = new();
    private readonly SteppedTime _time = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void The_line_says_how_far_it_is_and_makes_room_for_an_alert()
    {
        var line = new ProgressLine(_terminal, enabled: true, _time);
        using var output = new ErasingOutput(line, new TerminalOutput(_terminal));

        line.Show(4256, 12345, 7);
        output.Write([Some.Alert("alert")]);
        output.Write([Some.Alert("another")]);

        Assert.Equal($"{Wipe} 42.56%  12,345 events  7 alerts{Wipe}alert\nanother\n", _terminal.ToString());
    }

    [Fact]
    public void It_is_shown_from_time_to_time_and_never_without_a_terminal()
    {
        var shown = new ProgressLine(_terminal, enabled: true, _time);
        var silent = new ProgressLine(_terminal, enabled: false, _time);
        Assert.False(shown.IsDue);

        _time.Step();
        Assert.True(shown.IsDue);
        Assert.False(silent.IsDue);

        shown.Show(0, 0, 0);
        Assert.False(shown.IsDue);
    }

    private sealed class TerminalOutput(TextWriter terminal) : IAlertOutput
    {
        public void Write(ReadOnlySpan<Alert> alerts) => terminal.Write($"{Encoding.UTF8.GetString(alerts[0].Line.Span)}\n");

        public void Dispose()
        {
        }
    }
}
