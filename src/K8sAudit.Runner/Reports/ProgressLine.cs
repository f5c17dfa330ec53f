using System.Globalization;

namespace K8sAudit.Runner.Reports;

/// <summary>One line on the terminal that says how far a file is read and how many alerts there were; silent where standard error is no terminal.</summary>
internal sealed class ProgressLine(TextWriter terminal, bool enabled, TimeProvider time)
{
    /// <summary>Back to the line's start, and everything behind it wiped.</summary>
    private const string Wipe = "\r\u001b[K";

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();
    private bool _shown;

    /// <summary>Whether the line is shown at all.</summary>
    public bool IsEnabled => enabled;

    /// <summary>Whether it is time to show something new. Cheap enough for every batch.</summary>
    public bool IsDue => enabled && time.GetElapsedTime(Interlocked.Read(ref _last)) >= _interval;

    /// <summary>Shows the line anew.</summary>
    /// <param name="hundredthsOfPercent">How far the input is read.</param>
    /// <param name="events">How many events there were.</param>
    /// <param name="alerts">How many alerts there were.</param>
    public void Show(uint hundredthsOfPercent, long events, long alerts)
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _last, time.GetTimestamp());
            _shown = true;
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"{Wipe}{hundredthsOfPercent / 100.0,6:F2}%  {events:N0} events  {alerts:N0} alerts"));
            terminal.Flush();
        }
    }

    /// <summary>Takes the line away, so that something else can be written there.</summary>
    public void Erase()
    {
        lock (_lock)
        {
            if (_shown)
            {
                _shown = false;
                terminal.Write(Wipe);
                terminal.Flush();
            }
        }
    }
}
