using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;

namespace K8sAudit.Plugin.Sources;

/// <summary>
/// What an input has besides audit events: reported once, at its end, with the first place. An input without any audit event is an error, unless it is empty.
/// </summary>
internal sealed class ContentReport(SourceContext context)
{
    private readonly RejectionCounts _rejectedBefore = context.Counters.RejectedByReason;
    private readonly long _unreadBefore = context.Counters.UnreadFiles;
    private readonly ContentKinds _kinds = new();
    private long _events;
    private long _others;
    private string _first = "";

    /// <summary>Whether the first place is known.</summary>
    public bool HasFirst => _others > 0;

    /// <summary>Counts events.</summary>
    public void Count(long events) => _events += events;

    /// <summary>Counts what a text has besides events.</summary>
    /// <param name="location">Where the text is from.</param>
    /// <param name="text">The text.</param>
    /// <param name="others">What it has.</param>
    public void Add(string location, ReadOnlySpan<byte> text, OtherCounts others)
    {
        if (others.First is not { } first)
        {
            return;
        }

        var start = text[Math.Min(first.Offset, text.Length)..];
        _first = _others == 0 ? $"{location}: {ContentKinds.Sample(start)}" : _first;
        _others += others.Total;

        // Text inside a wrapper: the wrapper tells more.
        if (others.Values > 0 || text.StartsWith("{"u8))
        {
            _kinds.AddValues(others.Values > 0 && !start.IsEmpty && start[0] == '{' ? start : text, others.Total);
        }
        else
        {
            _kinds.AddLines(start, others.Total);
        }
    }

    /// <summary>Logs the report.</summary>
    public void End()
    {
        var rejected = context.Counters.RejectedByReason.Since(in _rejectedBefore);
        var unread = context.Counters.UnreadFiles - _unreadBefore;
        if (_events == 0 && _others + rejected.Total + unread > 0)
        {
            context.Log.Error(PluginMessages.NoAuditEvents(Found(rejected, unread), _first, _kinds.Hint));
        }
        else if (_others > 0)
        {
            context.Log.Warning(PluginMessages.OtherContent(_others, _kinds.ToString(), _first));
        }
    }

    private string Found(RejectionCounts rejected, long unread)
    {
        string[] found =
        [
            _kinds.ToString(),
            rejected.Total == 0 ? "" : PluginMessages.RejectedEvents(rejected.Total, RejectionLog.Reasons(rejected)),
            unread == 0 ? "" : PluginMessages.UnreadFiles(unread),
        ];
        return string.Join(", ", found.Where(part => part.Length > 0));
    }
}
