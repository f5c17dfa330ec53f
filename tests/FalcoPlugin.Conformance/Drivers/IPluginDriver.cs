namespace FalcoPlugin.Conformance.Drivers;

/// <summary>Access to the exports of a plugin.</summary>
internal interface IPluginDriver : IDisposable
{
    /// <summary>The address of an export; 0 if there is none.</summary>
    nint Symbol(string name);
}
