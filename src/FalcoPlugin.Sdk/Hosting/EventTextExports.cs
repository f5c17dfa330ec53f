using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IDescribesEvents"/> adds.</summary>
public static unsafe class EventTextExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IDescribesEvents
{
    /// <summary><c>plugin_event_to_string</c></summary>
    public static byte* EventToString(void* state, EventInput* input)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return null;
        }

        try
        {
            var buffer = handle.EventTextBuffer;
            buffer.ResetWrittenCount();
            handle.Started().Describe(EventReader.Read(input), buffer);
            return handle.EventText.Set(buffer.WrittenSpan);
        }
        catch (Exception exception)
        {
            handle.Fail(exception);
            return null;
        }
    }
}
