namespace FalcoPlugin.Sdk;

/// <summary>
/// The event that fields are read from, as the plugin decodes it. Each handle has one instance, which is loaded with each new event and can reuse its
/// buffers.
/// </summary>
public interface IDecodedEvent
{
    /// <summary>Loads another event, which replaces the previous one. Decoding can be deferred until a field is read.</summary>
    void Load(in PluginEvent source);
}
