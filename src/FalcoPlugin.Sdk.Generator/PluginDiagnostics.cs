using Microsoft.CodeAnalysis;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>Classes with <c>[FalcoPlugin]</c> that cannot be exported.</summary>
internal static class PluginDiagnostics
{
    private static readonly DiagnosticDescriptor _notAPlugin = Describe(
        "FALCO001", "Not a plugin", "'{0}' has [FalcoPlugin] and implements neither ISourcePlugin<{0}> nor IExtractPlugin<{0}, TEvent>; implement at least one");

    private static readonly DiagnosticDescriptor _unusable = Describe(
        "FALCO002", "Unusable plugin class", "'{0}' has [FalcoPlugin] and is generic, abstract or nested; exports need a class that is none of these");

    private static readonly DiagnosticDescriptor _second = Describe(
        "FALCO003", "Second plugin", "'{0}' and '{1}' have [FalcoPlugin]; a shared library contains one plugin");

    /// <summary>Whether exports can be written: there is one class, and it can be exported.</summary>
    public static bool CanExport(IReadOnlyList<PluginModel> plugins) => plugins.Count == 1 && Error(plugins[0]) is null;

    /// <summary>What is wrong; null if exports can be written, or if there is no class.</summary>
    public static PluginProblem? Find(IReadOnlyList<LocatedPlugin> plugins) => plugins.Count switch
    {
        0 => null,
        1 => Error(plugins[0].Plugin) is { } error ? new PluginProblem(error, plugins[0].Location, new([plugins[0].Plugin.Name])) : null,
        _ => new PluginProblem(_second, plugins[1].Location, new([plugins[1].Plugin.Name, plugins[0].Plugin.Name])),
    };

    private static DiagnosticDescriptor? Error(PluginModel plugin) => !plugin.IsUsable ? _unusable : !plugin.HasCapability ? _notAPlugin : null;

    private static DiagnosticDescriptor Describe(string id, string title, string message) =>
        new(id, title, message, "FalcoPlugin", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
