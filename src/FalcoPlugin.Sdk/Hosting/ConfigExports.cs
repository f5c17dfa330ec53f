using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IReconfigures"/> adds.</summary>
public static unsafe class ConfigExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReconfigures
{
    /// <summary><c>plugin_set_config</c></summary>
    public static ReturnCode SetConfig(void* state, SetConfigInput* input)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return ReturnCode.Failure;
        }

        try
        {
            HostMistakes.ThrowIfNull(input, Symbols.SetConfig, "i");
            handle.RequirePlugin().SetConfig(NativeText.Read(input->Config));
            return ReturnCode.Success;
        }
        catch (Exception exception)
        {
            return handle.Fail(exception);
        }
    }
}
