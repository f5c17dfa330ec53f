namespace K8sAudit.Plugin.Events;

/// <summary>Receives the events of a text, in order.</summary>
internal interface IAuditEventSink
{
    /// <summary>Adds one event.</summary>
    /// <param name="json">Its JSON; valid during the call.</param>
    /// <param name="header">What is known about it.</param>
    /// <param name="index">The offsets of its fields' values (<see cref="FalcoPlugin.Json.FieldOffset"/>); empty if they are found when fields are
    /// extracted.</param>
    void Add(ReadOnlySpan<byte> json, in AuditEventHeader header, ReadOnlySpan<byte> index);
}
