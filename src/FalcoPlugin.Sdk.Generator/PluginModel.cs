using Microsoft.CodeAnalysis;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>
/// What the generator knows about a class with <c>[FalcoPlugin]</c>. It holds values only: symbols are never equal after an edit, so the exports would be
/// written again after each key stroke, and they keep whole compilations in memory.
/// </summary>
/// <param name="Name">The class's name.</param>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Exports">What its interfaces imply, in the order of <see cref="ExportTable"/>.</param>
/// <param name="IsUsable">Whether exports can call it: it is not generic, abstract or nested.</param>
internal sealed record PluginModel(string Name, string Namespace, EquatableArray<ImpliedExports> Exports, bool IsUsable)
{
    private static readonly string[] _capabilities = ["SourceExports", "ExtractExports"];

    /// <summary>Whether it is a source or an extractor.</summary>
    public bool HasCapability => Exports.Any(group => _capabilities.Contains(group.ClassName));

    /// <summary>Reads the model of a class.</summary>
    public static PluginModel Read(INamedTypeSymbol plugin) => new(
        plugin.Name,
        plugin.ContainingNamespace.IsGlobalNamespace ? "" : plugin.ContainingNamespace.ToDisplayString(),
        new EquatableArray<ImpliedExports>(ExportTable.Groups.Select(group => ImpliedExports.Read(plugin, group)).OfType<ImpliedExports>()),
        !plugin.IsGenericType && !plugin.IsAbstract && plugin.ContainingType is null);
}
