namespace FalcoPlugin.Sdk;

/// <summary>What every plugin is. Disposed when the host destroys the plugin's handle.</summary>
public interface IPlugin<TSelf> : IDisposable
    where TSelf : class, IPlugin<TSelf>
{
    /// <summary>Who the plugin is.</summary>
    static abstract PluginInfo Info { get; }

    /// <summary>Makes a handle. All mutable state belongs to it: statics outlive a reload of the plugin.</summary>
    /// <exception cref="PluginException">The configuration cannot be used.</exception>
    static abstract TSelf Create(PluginContext context);
}
