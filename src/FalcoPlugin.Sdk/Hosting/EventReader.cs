using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Reads the events that the host passes.</summary>
internal static unsafe class EventReader
{
    /// <summary>Reads an event. Its payload is empty if it is not a plugin event, or if its lengths are inconsistent.</summary>
    /// <param name="input">The event.</param>
    /// <param name="fieldIndex">Data that its source stored with it, in native memory.</param>
    public static PluginEvent Read(EventInput* input, ReadOnlySpan<byte> fieldIndex = default) =>
        EventLayout.TryGetPayload(input->Event, out var payload)
            ? new PluginEvent(input->Event + EventLayout.PayloadOffset, payload.Length, EventLayout.Timestamp(input->Event), input->Number, fieldIndex)
            : new PluginEvent(null, 0, EventLayout.Timestamp(input->Event), input->Number);
}
