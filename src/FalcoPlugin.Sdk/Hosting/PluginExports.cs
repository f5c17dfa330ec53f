using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// The exports of every plugin. The methods of the <c>*Exports</c> classes are the boundary to the host: every exception stops here, is stored for
/// <c>plugin_get_last_error</c>, and becomes a return code.
/// </summary>
public static unsafe class PluginExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>
{
    /// <summary><c>plugin_get_required_api_version</c></summary>
    public static byte* GetRequiredApiVersion() =>
        PluginMetadata<TPlugin>.TextOrFailure(Symbols.GetRequiredApiVersion, static () => TPlugin.Info.RequiredApiVersion.ToString());

    /// <summary><c>plugin_get_name</c></summary>
    public static byte* GetName() => PluginMetadata<TPlugin>.Text(Symbols.GetName, static () => TPlugin.Info.Name);

    /// <summary><c>plugin_get_description</c></summary>
    public static byte* GetDescription() => PluginMetadata<TPlugin>.Text(Symbols.GetDescription, static () => TPlugin.Info.Description);

    /// <summary><c>plugin_get_contact</c></summary>
    public static byte* GetContact() => PluginMetadata<TPlugin>.Text(Symbols.GetContact, static () => TPlugin.Info.Contact);

    /// <summary><c>plugin_get_version</c></summary>
    public static byte* GetVersion() => PluginMetadata<TPlugin>.Text(Symbols.GetVersion, static () => TPlugin.Info.Version);

    /// <summary><c>plugin_init</c>: a handle is returned even after a failure, so that the host can read the error.</summary>
    public static void* Init(InitInput* input, ReturnCode* result)
    {
        if (result != null)
        {
            *result = ReturnCode.Failure;
        }

        try
        {
            var handle = new PluginHandle<TPlugin>(input);
            var code = handle.Start(input, result);
            if (result != null)
            {
                *result = code;
            }

            return handle.Exposed;
        }
        catch (Exception)
        {
            // There is no handle that could store the error.
            return null;
        }
    }

    /// <summary><c>plugin_destroy</c></summary>
    public static void Destroy(void* state)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        try
        {
            handle?.Dispose();
        }
        catch (Exception exception)
        {
            handle!.Report("the plugin failed while it was destroyed", exception);
        }
    }

    /// <summary><c>plugin_get_last_error</c></summary>
    public static byte* GetLastError(void* state)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        return handle is null ? null : handle.LastError;
    }
}
