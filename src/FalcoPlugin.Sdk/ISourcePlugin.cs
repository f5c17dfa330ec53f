namespace FalcoPlugin.Sdk;

/// <summary>A plugin that makes events.</summary>
public interface ISourcePlugin<TSelf> : IPlugin<TSelf>
    where TSelf : class, ISourcePlugin<TSelf>
{
    /// <summary>Opens a stream of events. Several may be open at once.</summary>
    /// <exception cref="PluginException">The parameters mean nothing here, or what they name cannot be opened.</exception>
    IEventStream Open(string parameters);
}
