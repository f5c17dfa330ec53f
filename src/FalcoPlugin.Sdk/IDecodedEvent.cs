namespace FalcoPlugin.Sdk;

/// <summary>
/// What a plugin remembers of the event that fields are read from. One is kept for each handle and loaded again for each new event, so
/// it can reuse its buffers.
/// </summary>
public interface IDecodedEvent
{
    /// <summary>A new event is there. What was remembered of the last one is void; decoding may wait until a field asks for it.</summary>
    void Load(in PluginEvent source);
}
