using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Sources;

/// <summary>Adds events to the batch that the host is given next.</summary>
internal readonly struct EventBatchSink(EventBatch batch, LaterEventMarker marker) : IAuditEventSink
{
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> json, in AuditEventHeader header, ReadOnlySpan<byte> index) =>
        batch.Add(json, header.Timestamp, marker.Mark(json, index));
}
