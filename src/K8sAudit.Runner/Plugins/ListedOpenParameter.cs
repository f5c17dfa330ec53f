namespace K8sAudit.Runner.Plugins;

/// <summary>A suggestion of a plugin for its open parameters.</summary>
internal sealed record ListedOpenParameter(string Value, string Description);
