namespace FalcoPlugin.Sdk;

/// <summary>A plugin whose configuration has a JSON schema.</summary>
public interface IInitSchema
{
    /// <summary>The JSON schema of the configuration; hosts validate the configuration against it before they pass it to the plugin.</summary>
    static abstract string InitSchema { get; }
}
