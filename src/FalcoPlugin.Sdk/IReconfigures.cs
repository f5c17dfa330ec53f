namespace FalcoPlugin.Sdk;

/// <summary>A plugin that takes a new configuration while it runs.</summary>
public interface IReconfigures
{
    /// <summary>Takes the new configuration, or leaves the old one in force.</summary>
    /// <exception cref="PluginException">The configuration cannot be used; the message says why.</exception>
    void SetConfig(string config);
}
