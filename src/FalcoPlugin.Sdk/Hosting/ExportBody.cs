namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The implementation of an export of a plugin that has started; returns the memory that the host receives.</summary>
/// <param name="handle">The plugin's handle.</param>
/// <param name="first">The first argument that the host passed after the handle.</param>
/// <param name="second">The second argument.</param>
internal unsafe delegate void* ExportBody<TPlugin>(PluginHandle<TPlugin> handle, void* first, void* second)
    where TPlugin : class, IPlugin<TPlugin>;
