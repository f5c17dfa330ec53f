namespace K8sAudit.Plugin.Splitting;

/// <summary>Where one event stands in a text, and when it happened.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Timestamp">Nanoseconds since the epoch, or <see cref="FalcoPlugin.Abi.EventLayout.TimestampUnknown"/>.</param>
/// <param name="HasAuditId">Whether it says which event it is.</param>
internal readonly record struct AuditEventSlice(int Start, int Length, ulong Timestamp, bool HasAuditId);
