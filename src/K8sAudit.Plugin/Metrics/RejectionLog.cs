using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Metrics;

/// <summary>Logs rejections: the first of each window one by one, the others as one line when the window is over. Thread-safe.</summary>
internal sealed class RejectionLog(PluginLog log, TimeProvider time)
{
    /// <summary>How many are logged one by one in a window.</summary>
    public const int FirstInWindow = 10;

    private readonly Lock _lock = new();
    private long _windowStart;
    private int _logged;
    private RejectionCounts _more;
    private string _lastPlace = "";
    private long _truncated;
    private bool _truncationIsLogged;

    /// <summary>How long a window lasts.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Logs what a text lost, and what was cut in it; call it only where that is something.</summary>
    /// <param name="place">Where the text came from: <c>file:line</c> or the client's address.</param>
    /// <param name="result">What was found in it.</param>
    public void Report(string place, ReadResult result)
    {
        lock (_lock)
        {
            EndWindowIfOver();
            var unlogged = result.Rejected;
            foreach (var rejection in result.Rejections)
            {
                if (_logged == FirstInWindow)
                {
                    break;
                }

                _logged++;
                unlogged[(int)rejection.Reason]--;
                log.Warning(PluginMessages.Rejected(place, rejection.Offset, RejectionReasons.Name(rejection.Reason), RejectionReasons.Text(rejection.Reason)));
            }

            Remember(place, unlogged);
            ReportTruncated(place, result.Truncated);
        }
    }

    private void ReportTruncated(string place, int cut)
    {
        _truncated += cut;
        if (cut > 0 && !_truncationIsLogged)
        {
            _truncationIsLogged = true;
            log.Warning(PluginMessages.Cut(_truncated, place));
            _truncated = 0;
        }
    }

    /// <summary>Logs the line that is due when a window is over; to be called now and then.</summary>
    public void EndWindow(bool force = false)
    {
        lock (_lock)
        {
            EndWindowIfOver(force);
        }
    }

    private void Remember(string place, RejectionCounts unlogged)
    {
        if (unlogged.Total == 0)
        {
            return;
        }

        _lastPlace = place;
        for (var reason = 0; reason < RejectionCounts.Length; reason++)
        {
            _more[reason] += unlogged[reason];
        }
    }

    private void EndWindowIfOver(bool force = false)
    {
        if (!force && time.GetElapsedTime(_windowStart) < Window)
        {
            return;
        }

        _windowStart = time.GetTimestamp();
        _logged = 0;
        if (_truncated > 0)
        {
            log.Warning(PluginMessages.CutMore(_truncated));
        }

        (_truncated, _truncationIsLogged) = (0, false);
        if (_more.Total > 0)
        {
            log.Warning(PluginMessages.RejectedMore(_more.Total, Reasons(_more), _lastPlace));
            _more = default;
        }
    }

    /// <summary>The reasons that occurred, with their numbers.</summary>
    public static string Reasons(RejectionCounts counts) =>
        string.Join(", ", RejectionReasons.All.Where(reason => counts.Of(reason) > 0).Select(reason => $"{RejectionReasons.Name(reason)} {counts.Of(reason)}"));
}
