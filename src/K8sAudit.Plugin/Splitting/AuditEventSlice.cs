namespace K8sAudit.Plugin.Splitting;

/// <summary>Where one event stands, and when it happened.</summary>
/// <param name="Start">Its first byte, in the text or, for one that was cut, in the bytes of <see cref="SplitResult"/>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Timestamp">Nanoseconds since the epoch, or <see cref="FalcoPlugin.Abi.EventLayout.TimestampUnknown"/>.</param>
/// <param name="HasAuditId">Whether it says which event it is.</param>
/// <param name="IsTruncated">Whether it was too large and was cut.</param>
internal readonly record struct AuditEventSlice(int Start, int Length, ulong Timestamp, bool HasAuditId, bool IsTruncated = false)
{
    /// <summary>Where the notes of it begin, among those of <see cref="SplitResult"/>.</summary>
    public int FirstOffset { get; init; }

    /// <summary>How many notes there are; 0 where its fields have to be found when they are asked for.</summary>
    public int OffsetCount { get; init; }
}
