namespace FalcoPlugin.Sdk;

/// <summary>A plugin that produces events.</summary>
public interface ISourcePlugin<TSelf> : IPlugin<TSelf>
    where TSelf : class, ISourcePlugin<TSelf>
{
    /// <summary>Opens a stream of events. Several can be open at the same time.</summary>
    /// <exception cref="PluginException">The parameters are invalid, or the source that they name cannot be opened.</exception>
    IEventStream Open(string parameters);
}
