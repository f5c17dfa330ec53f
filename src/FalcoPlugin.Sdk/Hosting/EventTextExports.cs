using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IDescribesEvents"/> adds.</summary>
public static unsafe class EventTextExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IDescribesEvents
{
    /// <summary><c>plugin_event_to_string</c></summary>
    public static byte* EventToString(void* state, EventInput* input) =>
        (byte*)PluginHandle<TPlugin>.Invoke(state, input, null, static (handle, input, _) => Describe(handle, (EventInput*)input));

    private static byte* Describe(PluginHandle<TPlugin> handle, EventInput* input)
    {
        HostMistakes.ThrowIfNull(input, Symbols.EventToString, "evt");
        HostMistakes.ThrowIfNull(input->Event, Symbols.EventToString, "evt->evt");
        _ = handle.LastBatch?.TryFind(input->Event, out _);
        var buffer = handle.EventTextBuffer;
        buffer.ResetWrittenCount();
        handle.RequirePlugin().Describe(EventReader.Read(input), buffer);
        return handle.EventText.Set(buffer.WrittenSpan);
    }
}
