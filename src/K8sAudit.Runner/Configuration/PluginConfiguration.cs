namespace K8sAudit.Runner.Configuration;

/// <summary>An entry of <c>plugins</c>.</summary>
/// <param name="Name">The name that <c>load_plugins</c> uses.</param>
/// <param name="LibraryPath">The library as configured.</param>
/// <param name="InitConfig">The plugin's configuration as it is handed over; empty for none.</param>
/// <param name="OpenParameters">What a source plugin opens.</param>
internal sealed record PluginConfiguration(string Name, string LibraryPath, string InitConfig, string OpenParameters);
