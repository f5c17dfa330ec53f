using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk;

/// <summary>One event as the host hands it over. The memory is the host's and stays valid while the event is the current one.</summary>
public readonly unsafe struct PluginEvent
{
    private readonly byte* _payload;
    private readonly byte* _fieldIndex;
    private readonly int _fieldIndexLength;

    /// <summary>An event.</summary>
    /// <param name="payload">The payload's first byte.</param>
    /// <param name="length">Length of the payload in bytes.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="number">The event's number in its capture.</param>
    /// <param name="notes">What was noted of it: native memory that stands as long as the payload's.</param>
    public PluginEvent(byte* payload, int length, ulong timestamp, ulong number, ReadOnlySpan<byte> notes = default)
    {
        _payload = payload;
        _fieldIndex = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(notes));
        _fieldIndexLength = notes.Length;
        (PayloadLength, Timestamp, Number) = (length, timestamp, number);
    }

    /// <summary>The payload's bytes.</summary>
    public ReadOnlySpan<byte> Payload => new(_payload, PayloadLength);

    /// <summary>
    /// What the source gave to <see cref="EventBatch.Add"/> beside this very event. Empty where the event comes from elsewhere, such as a capture file,
    /// or another process: fields must be found without, too.
    /// </summary>
    public ReadOnlySpan<byte> FieldIndex => new(_fieldIndex, _fieldIndexLength);

    /// <summary>The payload's first byte; what points into it is void at the next <see cref="IDecodedEvent.Load"/>.</summary>
    public byte* PayloadPointer => _payload;

    /// <summary>Length of the payload in bytes.</summary>
    public int PayloadLength { get; }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp { get; }

    /// <summary>The event's number in its capture, from 1; starts again with each capture.</summary>
    public ulong Number { get; }
}
