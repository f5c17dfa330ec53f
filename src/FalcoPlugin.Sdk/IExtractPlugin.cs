using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>A plugin that reads fields from events.</summary>
/// <typeparam name="TSelf">The plugin.</typeparam>
/// <typeparam name="TEvent">The decoded form of an event.</typeparam>
public interface IExtractPlugin<TSelf, TEvent> : IPlugin<TSelf>
    where TSelf : class, IExtractPlugin<TSelf, TEvent>
    where TEvent : class, IDecodedEvent, new()
{
    /// <summary>The field table. A field's position in it is its number in the ABI.</summary>
    static abstract ReadOnlySpan<Field<TEvent>> Fields { get; }

    /// <summary>
    /// The types of the events that fields are read from: by default plugin events (322), the only ones whose payload <see cref="IDecodedEvent"/> receives.
    /// A host treats an extractor without types and sources as an extractor of system calls, and does not start if their schema has another version than
    /// the plugin supports.
    /// </summary>
    static virtual ReadOnlySpan<ushort> ExtractEventTypes => [EventLayout.PluginEventType];
}
