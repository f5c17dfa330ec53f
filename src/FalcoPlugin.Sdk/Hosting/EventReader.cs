using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Reads what the host hands over as an event.</summary>
internal static unsafe class EventReader
{
    /// <summary>The event; one with an empty payload where it is no plugin event or contradicts itself.</summary>
    /// <param name="input">What the host hands over.</param>
    /// <param name="notes">What was noted of the event, in native memory.</param>
    public static PluginEvent Read(EventInput* input, ReadOnlySpan<byte> notes = default) =>
        EventLayout.TryGetPayload(input->Event, out var payload)
            ? new PluginEvent(input->Event + EventLayout.PayloadOffset, payload.Length, EventLayout.Timestamp(input->Event), input->Number, notes)
            : new PluginEvent(null, 0, EventLayout.Timestamp(input->Event), input->Number);
}
