namespace FalcoPlugin.Sdk;

/// <summary>A plugin that reads fields from the events of certain sources.</summary>
public interface IExtractEventSources
{
    /// <summary>The event sources; empty means all.</summary>
    static abstract IReadOnlyList<string> ExtractEventSources { get; }
}
