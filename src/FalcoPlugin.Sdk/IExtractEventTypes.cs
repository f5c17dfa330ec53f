namespace FalcoPlugin.Sdk;

/// <summary>A plugin that says itself from which types of events it reads fields; others are asked about plugin events only.</summary>
public interface IExtractEventTypes
{
    /// <summary>The event types; 322 is a plugin event.</summary>
    static abstract ReadOnlySpan<ushort> ExtractEventTypes { get; }
}
