namespace FalcoPlugin.Sdk;

/// <summary>A plugin that accepts a new configuration while it runs.</summary>
public interface IReconfigures
{
    /// <summary>Applies the new configuration. After an exception the old one stays in effect.</summary>
    /// <exception cref="PluginException">The configuration is invalid; the message is the reason.</exception>
    void SetConfig(string config);
}
