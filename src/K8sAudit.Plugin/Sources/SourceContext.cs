using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources;

/// <summary>What all streams of a handle share: the options in force, the counters and the logs.</summary>
internal sealed class SourceContext(K8sAuditOptions options, PluginLog log, TimeProvider time, PendingEventStore kept)
{
    private volatile K8sAuditOptions _options = options;

    public K8sAuditOptions Options
    {
        get => _options;
        set => _options = value;
    }

    public PluginLog Log { get; } = log;

    public TimeProvider Time { get; } = time;

    /// <summary>What a closed source leaves to the next.</summary>
    public PendingEventStore Pending { get; } = kept;

    public SourceCounters Counters { get; } = new();

    public RejectionLog Rejections { get; } = new(log, time);

    /// <summary>Finds the events of a text.</summary>
    public void Split(ReadOnlySpan<byte> text, SplitResult result)
    {
        var options = _options;
        AuditEventSplitter.Split(text, options.MaxEventSize, result, options.MaxDepth);
    }
}
