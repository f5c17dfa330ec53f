using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources;

/// <summary>What all streams of a plugin handle share: the current options, the counters and the logs.</summary>
/// <param name="paths">The paths to look for in each event.</param>
/// <param name="options">The options at the start.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
/// <param name="pending">The acknowledged events that a closed source transfers to the next one.</param>
internal sealed class SourceContext(AuditEventPaths paths, K8sAuditOptions options, PluginLog log, TimeProvider time, PendingEventStore pending)
{
    private volatile K8sAuditOptions _options = options;

    /// <summary>The current options.</summary>
    public K8sAuditOptions Options
    {
        get => _options;
        set => _options = value;
    }

    /// <summary>The current limits of the events of one text.</summary>
    public EventLimits Limits
    {
        get
        {
            var current = _options;
            return new EventLimits(current.MaxEventSize, current.MaxDepth);
        }
    }

    public PluginLog Log { get; } = log;

    public TimeProvider Time { get; } = time;

    /// <summary>The acknowledged events that a closed source transfers to the next one.</summary>
    public PendingEventStore Pending { get; } = pending;

    public SourceCounters Counters { get; } = new();

    public RejectionLog Rejections { get; } = new(log, time);

    /// <summary>A reader of texts.</summary>
    /// <param name="computesKeys">Whether events get keys, by which duplicates are found.</param>
    /// <param name="isContinuous">Whether texts are the lines of one source, so that a line may continue another.</param>
    public AuditEventReader CreateReader(bool computesKeys = false, bool isContinuous = false) =>
        new(paths, readsYaml: isContinuous) { ComputesKeys = computesKeys, IsContinuous = isContinuous };

    /// <summary>Counts what a text held, and logs what was rejected or truncated.</summary>
    /// <param name="location">Where the text is from: <c>file:line</c> or the address of a client.</param>
    /// <param name="bytes">The length of the text, in bytes.</param>
    /// <param name="result">What it held.</param>
    /// <param name="duplicates">How many of its events are duplicates.</param>
    /// <param name="isPart">Whether more of the same text follows.</param>
    public void Record(string location, int bytes, ReadResult result, int duplicates = 0, bool isPart = false)
    {
        Counters.Receive(bytes, result, duplicates, isPart);
        Report(location, result);
    }

    /// <summary>Logs and counts that a file or a member of an archive is not read, or not to its end.</summary>
    public void ReportUnread(string message)
    {
        Counters.ReceiveUnreadFile();
        Log.Warning(message);
    }

    /// <summary>Logs what was rejected or truncated in a text.</summary>
    public void Report(string location, ReadResult result)
    {
        if (result.HasFaults)
        {
            Rejections.Report(location, result);
        }
    }
}
