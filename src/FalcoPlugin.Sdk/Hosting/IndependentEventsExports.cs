using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IIndependentEvents"/> adds.</summary>
public static unsafe class IndependentEventsExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IIndependentEvents
{
    /// <summary>
    /// <c>plugin_ext_share_stream</c>: another handle of a stream that an instance of this library has opened, for the instance <paramref name="state"/>. The
    /// handles that share a stream are closed before the one that opened it.
    /// </summary>
    public static void* ShareStream(void* state, void* instance, ReturnCode* result)
    {
        if (result != null)
        {
            *result = ReturnCode.Failure;
        }

        return PluginHandle<TPlugin>.Invoke(
            state,
            instance,
            result,
            static (handle, instance, result) => Share(handle, instance, (ReturnCode*)result));
    }

    private static void* Share(PluginHandle<TPlugin> handle, void* instance, ReturnCode* result)
    {
        HostMistakes.ThrowIfNull(instance, Symbols.ShareStream, "h");
        HostMistakes.ThrowIfNull(result, Symbols.ShareStream, "rc");
        _ = handle.RequirePlugin();
        var exposed = StreamHandle.From(instance)!.Share().Expose();
        *result = ReturnCode.Success;
        return exposed;
    }
}
