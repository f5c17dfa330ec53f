using FalcoRules;

namespace K8sAudit.Runner.Outputs;

/// <summary>A rule that fired on an event, formatted for every output.</summary>
/// <param name="Priority">The rule's priority.</param>
/// <param name="Timestamp">The event's time, in nanoseconds since the epoch.</param>
/// <param name="Line">The alert as one line of UTF-8, without a line end.</param>
/// <param name="MayWait">Whether the input waits for slow outputs: true for finite input, false for live input.</param>
internal sealed record Alert(Priority Priority, ulong Timestamp, ReadOnlyMemory<byte> Line, bool MayWait)
{
    /// <summary>What standard output shows: the line, or a block of several lines for people.</summary>
    public ReadOnlyMemory<byte> Display { get; init; } = Line;
}
