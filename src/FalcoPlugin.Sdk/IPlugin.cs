namespace FalcoPlugin.Sdk;

/// <summary>A plugin. It is disposed when the host destroys its handle.</summary>
public interface IPlugin<TSelf> : IDisposable
    where TSelf : class, IPlugin<TSelf>
{
    /// <summary>The name, version and event source of the plugin.</summary>
    static abstract PluginInfo Info { get; }

    /// <summary>Creates an instance for a handle. All mutable state belongs to the instance, because static state survives a reload of the plugin.</summary>
    /// <exception cref="PluginException">The configuration is invalid.</exception>
    static abstract TSelf Create(PluginContext context);
}
