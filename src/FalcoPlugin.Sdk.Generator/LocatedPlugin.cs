using Microsoft.CodeAnalysis;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>A plugin and where it is declared. The location changes with each edit above it, so it is for diagnostics only.</summary>
internal sealed record LocatedPlugin(PluginModel Plugin, SourceLocation Location)
{
    /// <summary>Reads a class.</summary>
    public static LocatedPlugin Read(INamedTypeSymbol plugin) => new(PluginModel.Read(plugin), SourceLocation.Of(plugin));
}
