namespace FalcoPlugin.Sdk;

/// <summary>One event as the host hands it over. The memory is the host's and stays valid while the event is the current one.</summary>
public readonly unsafe struct PluginEvent(byte* payload, int length, ulong timestamp, ulong number)
{
    private readonly byte* _payload = payload;

    /// <summary>The payload's bytes.</summary>
    public ReadOnlySpan<byte> Payload => new(_payload, length);

    /// <summary>The payload's first byte; what points into it is void at the next <see cref="IDecodedEvent.Load"/>.</summary>
    public byte* PayloadPointer => _payload;

    /// <summary>Length of the payload in bytes.</summary>
    public int PayloadLength => length;

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp => timestamp;

    /// <summary>The event's number in its capture, from 1; starts again with each capture.</summary>
    public ulong Number => number;
}
