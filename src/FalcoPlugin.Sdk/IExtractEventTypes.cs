namespace FalcoPlugin.Sdk;

/// <summary>A plugin that reads fields only from some types of events.</summary>
public interface IExtractEventTypes
{
    /// <summary>The event types; 322 is a plugin event.</summary>
    static abstract ReadOnlySpan<ushort> ExtractEventTypes { get; }
}
