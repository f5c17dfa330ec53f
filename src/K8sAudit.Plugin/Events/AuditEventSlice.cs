namespace K8sAudit.Plugin.Events;

/// <summary>The range of one event that was read.</summary>
/// <param name="start">Offset of its first byte in the text or, if it is truncated or converted, in the bytes that <see cref="ReadResult"/> holds.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="header">What is known about it.</param>
/// <param name="firstOffset">Number of its first field offset among those of <see cref="ReadResult"/>.</param>
/// <param name="isConverted">Whether its bytes are those that <see cref="ReadResult"/> holds.</param>
/// <param name="offsetCount">The number of its field offsets; 0 if its fields are found when they are extracted.</param>
internal readonly struct AuditEventSlice(int start, int length, in AuditEventHeader header, int firstOffset, int offsetCount, bool isConverted = false)
{
    // Fields, so that they are passed by reference.
    public readonly AuditEventHeader Header = header;
    public readonly int Start = start;
    public readonly int Length = length;
    public readonly int FirstOffset = firstOffset;
    public readonly int OffsetCount = offsetCount;
    public readonly bool IsConverted = isConverted;
}
