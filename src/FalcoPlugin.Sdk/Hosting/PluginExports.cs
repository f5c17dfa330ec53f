using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// What every plugin exports. The methods of this folder's <c>*Exports</c> classes are the boundary to the host: whatever is thrown below
/// them stops here, is kept for <c>plugin_get_last_error</c> and becomes a return code.
/// </summary>
public static unsafe class PluginExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>
{
    private static readonly byte* _apiVersion = NativeText.Allocate(TPlugin.Info.RequiredApiVersion.ToString());
    private static readonly byte* _name = NativeText.Allocate(TPlugin.Info.Name);
    private static readonly byte* _description = NativeText.Allocate(TPlugin.Info.Description);
    private static readonly byte* _contact = NativeText.Allocate(TPlugin.Info.Contact);
    private static readonly byte* _version = NativeText.Allocate(TPlugin.Info.Version);

    /// <summary><c>plugin_get_required_api_version</c></summary>
    public static byte* GetRequiredApiVersion() => _apiVersion;

    /// <summary><c>plugin_get_name</c></summary>
    public static byte* GetName() => _name;

    /// <summary><c>plugin_get_description</c></summary>
    public static byte* GetDescription() => _description;

    /// <summary><c>plugin_get_contact</c></summary>
    public static byte* GetContact() => _contact;

    /// <summary><c>plugin_get_version</c></summary>
    public static byte* GetVersion() => _version;

    /// <summary><c>plugin_init</c>: a handle comes back even where the start fails, so that the host can ask why.</summary>
    public static void* Init(InitInput* input, ReturnCode* result)
    {
        var log = new HostLog(TPlugin.Info.Name, input->Owner, input->Log);
        var handle = new PluginHandle<TPlugin> { Log = log };
        try
        {
            handle.Plugin = TPlugin.Create(new PluginContext(NativeText.Read(input->Config), log));
            *result = ReturnCode.Success;
        }
        catch (Exception exception)
        {
            *result = handle.Fail(exception);
        }

        return handle.Expose();
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
            handle!.Log.Error($"the plugin failed while it was destroyed: {exception.Message}");
        }
    }

    /// <summary><c>plugin_get_last_error</c></summary>
    public static byte* GetLastError(void* state)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        return handle is null ? null : handle.LastError;
    }
}
