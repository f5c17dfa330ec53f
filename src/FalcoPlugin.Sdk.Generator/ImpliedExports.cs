using Microsoft.CodeAnalysis;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>The exports that one of a plugin's interfaces implies.</summary>
/// <param name="ClassName">The class that implements them: <see cref="ExportGroup.ClassName"/>.</param>
/// <param name="TypeArguments">Its type arguments: the plugin, then those of the interface beyond the first.</param>
internal sealed record ImpliedExports(string ClassName, string TypeArguments)
{
    /// <summary>Reads what a plugin implements of a group; null if it does not implement the interface.</summary>
    public static ImpliedExports? Read(INamedTypeSymbol plugin, ExportGroup group) =>
        plugin.AllInterfaces.FirstOrDefault(type => MetadataName(type.OriginalDefinition) == group.InterfaceName) is { } implemented
            ? new ImpliedExports(group.ClassName, string.Join(", ", implemented.TypeArguments.Skip(1).Prepend(plugin).Select(FullName)))
            : null;

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
