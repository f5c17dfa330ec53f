namespace FalcoPlugin.Conformance.Drivers;

/// <summary>A way to reach a plugin's exports.</summary>
internal interface IPluginDriver : IDisposable
{
    /// <summary>The address of an export; 0 where there is none.</summary>
    nint Symbol(string name);
}
