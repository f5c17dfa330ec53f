using System.Globalization;

namespace K8sAudit.Runner.Reports;

/// <summary>
/// One line on the terminal that says how far a file is read or what live input brings, and how many alerts there were; silent where standard error is no
/// terminal.
/// </summary>
internal sealed class ProgressLine(TextWriter terminal, bool enabled, TimeProvider time)
{
    /// <summary>Back to the line's start, and everything behind it wiped.</summary>
    private const string Wipe = "\r\u001b[K";

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan _liveInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();
    private bool _shown;
    private long _liveSince;
    private long _liveEvents;
    private long _lastEvent;

    /// <summary>Whether the line is shown at all.</summary>
    public bool IsEnabled => enabled;

    /// <summary>Whether it is time to show something new. Cheap enough for every batch.</summary>
    public bool IsDue => enabled && time.GetElapsedTime(Interlocked.Read(ref _last)) >= _interval;

    /// <summary>Shows the line again.</summary>
    /// <param name="hundredthsOfPercent">How far the input is read.</param>
    /// <param name="events">How many events there were.</param>
    /// <param name="alerts">How many alerts there were.</param>
    public void Show(uint hundredthsOfPercent, long events, long alerts) =>
        Show(string.Create(CultureInfo.InvariantCulture, $"{hundredthsOfPercent / 100.0,6:F2}%  {events:N0} events  {alerts:N0} alerts"));

    /// <summary>Shows the state of live input: the rate since the line before, and how long ago the last event came.</summary>
    /// <param name="events">How many events there were.</param>
    /// <param name="alerts">How many alerts there were.</param>
    public void ShowLive(long events, long alerts)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_liveSince, now);
        if (elapsed < _liveInterval && _liveSince != 0)
        {
            return;
        }

        var rate = _liveSince == 0 ? 0 : (events - _liveEvents) / elapsed.TotalSeconds;
        _lastEvent = events > _liveEvents ? now : _lastEvent;
        (_liveSince, _liveEvents) = (now, events);
        var last = _lastEvent == 0 ? "no event yet" : $"last event {time.GetElapsedTime(_lastEvent, now).TotalSeconds:F0} s ago";
        Show(string.Create(CultureInfo.InvariantCulture, $"listening  {events:N0} events  {rate:F0}/s  {alerts:N0} alerts  {last}"));
    }

    private void Show(string text)
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _last, time.GetTimestamp());
            _shown = true;
            terminal.Write(Wipe + text);
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
