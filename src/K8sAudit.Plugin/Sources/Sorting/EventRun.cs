namespace K8sAudit.Plugin.Sources.Sorting;

/// <summary>Events that are sorted by time, the earliest first.</summary>
internal abstract class EventRun
{
    /// <summary>The time of the current event, in nanoseconds since the Unix epoch.</summary>
    public abstract ulong Time { get; }

    /// <summary>The current event.</summary>
    public abstract ReadOnlySpan<byte> Payload { get; }

    /// <summary>The field index of the current event.</summary>
    public abstract ReadOnlySpan<byte> FieldIndex { get; }

    /// <summary>Goes to the next event, at first to the first one.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract bool MoveNext();
}
