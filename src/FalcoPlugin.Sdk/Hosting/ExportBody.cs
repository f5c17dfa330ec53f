namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What a host asks of a plugin that has started; returns the memory that it is given.</summary>
/// <param name="handle">The plugin's handle.</param>
/// <param name="first">The first of what the host passed beside the handle.</param>
/// <param name="second">The second.</param>
internal unsafe delegate void* ExportBody<TPlugin>(PluginHandle<TPlugin> handle, void* first, void* second)
    where TPlugin : class, IPlugin<TPlugin>;
