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
}
