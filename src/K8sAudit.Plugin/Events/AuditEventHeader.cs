namespace K8sAudit.Plugin.Events;

/// <summary>What is known about an event beside its JSON.</summary>
/// <param name="Timestamp">Nanoseconds since the epoch, or <see cref="FalcoPlugin.Abi.EventLayout.TimestampUnknown"/>.</param>
/// <param name="Key">Identifies the event among duplicates; the default where it has no audit ID, or where keys are not computed.</param>
/// <param name="IsTruncated">Whether it was larger or deeper than the limits, and is truncated.</param>
internal readonly record struct AuditEventHeader(ulong Timestamp, EventKey Key = default, bool IsTruncated = false);
