using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IDescribesEvents"/> adds.</summary>
public static unsafe class EventTextExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IDescribesEvents
{
    /// <summary><c>plugin_event_to_string</c></summary>
    public static byte* EventToString(void* state, EventInput* input) => (byte*)PluginHandle<TPlugin>.Invoke(state, input, null, static (handle, input, _) =>
    {
        var buffer = handle.EventTextBuffer;
        buffer.ResetWrittenCount();
        handle.RequirePlugin().Describe(EventReader.Read((EventInput*)input), buffer);
        return handle.EventText.Set(buffer.WrittenSpan);
    });
}
