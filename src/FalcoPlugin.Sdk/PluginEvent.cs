using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk;

/// <summary>An event as the host passes it to the plugin. The memory is the host's, and valid until the next <see cref="IDecodedEvent.Load"/>.</summary>
public readonly unsafe struct PluginEvent
{
    private readonly byte* _payload;
    private readonly byte* _fieldIndex;
    private readonly int _fieldIndexLength;

    /// <summary>Creates an event.</summary>
    /// <param name="payload">The address of the payload.</param>
    /// <param name="length">The payload's length in bytes.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="number">The event's number in its capture.</param>
    /// <param name="fieldIndex">Data that its source stored with it, in native memory that is valid as long as the payload.</param>
    internal PluginEvent(byte* payload, int length, ulong timestamp, ulong number, ReadOnlySpan<byte> fieldIndex = default)
    {
        _payload = payload;
        _fieldIndex = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fieldIndex));
        _fieldIndexLength = fieldIndex.Length;
        (PayloadLength, Timestamp, Number) = (length, timestamp, number);
    }

    /// <summary>The payload; empty if the host passed something that is not a plugin event.</summary>
    public ReadOnlySpan<byte> Payload => new(_payload, PayloadLength);

    /// <summary>
    /// The data that the source passed to <see cref="EventBatch.Add"/> with this event. It is empty for an event from elsewhere, such as a capture file or
    /// another process, so that fields must be found without it, too.
    /// </summary>
    public ReadOnlySpan<byte> FieldIndex => new(_fieldIndex, _fieldIndexLength);

    /// <summary>The payload's length in bytes.</summary>
    public int PayloadLength { get; }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp { get; }

    /// <summary>The event's number in its capture. Each capture starts with 1.</summary>
    public ulong Number { get; }
}
