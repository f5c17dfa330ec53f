using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Reads what the host hands over as an event.</summary>
internal static unsafe class EventReader
{
    /// <summary>The event; one with an empty payload where it is no plugin event or contradicts itself.</summary>
    public static PluginEvent Read(EventInput* input) =>
        EventLayout.TryGetPayload(input->Event, out var payload)
            ? new PluginEvent(input->Event + EventLayout.PayloadOffset, payload.Length, EventLayout.Timestamp(input->Event), input->Number)
            : new PluginEvent(null, 0, EventLayout.Timestamp(input->Event), input->Number);
}
