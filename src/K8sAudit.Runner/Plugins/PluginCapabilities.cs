namespace K8sAudit.Runner.Plugins;

/// <summary>What a plugin can do, as its symbols say.</summary>
[Flags]
internal enum PluginCapabilities
{
    None = 0,
    Sourcing = 1,
    Extraction = 2,
    Parsing = 4,
    Async = 8,
    CaptureListening = 16,
}
