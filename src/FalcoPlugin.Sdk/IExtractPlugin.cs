using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>A plugin that reads fields from events.</summary>
/// <typeparam name="TSelf">The plugin.</typeparam>
/// <typeparam name="TEvent">What it remembers of an event while its fields are read.</typeparam>
public interface IExtractPlugin<TSelf, TEvent> : IPlugin<TSelf>
    where TSelf : class, IExtractPlugin<TSelf, TEvent>
    where TEvent : class, IDecodedEvent, new()
{
    /// <summary>The field table. A field's position in it is its number in the ABI.</summary>
    static abstract ReadOnlySpan<Field<TEvent>> Fields { get; }

    /// <summary>
    /// The types of events that fields are read from: plugin events (322) where the plugin does not say otherwise, the only ones whose payload
    /// <see cref="IDecodedEvent"/> is given. A host takes an extractor that names no types and no sources for one of system calls, and does not start where
    /// the schema of these is another than the plugin knows.
    /// </summary>
    static virtual ReadOnlySpan<ushort> ExtractEventTypes => [EventLayout.PluginEventType];
}
