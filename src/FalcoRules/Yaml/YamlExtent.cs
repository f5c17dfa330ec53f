using System.Collections.Immutable;

namespace FalcoRules.Yaml;

/// <summary>How large a node is with its aliases expanded.</summary>
/// <param name="Nodes">Number of nodes, itself included; keys count, too.</param>
/// <param name="Depth">Nesting depth of sequences and mappings: 0 for a scalar.</param>
internal readonly record struct YamlExtent(int Nodes, int Depth)
{
    public static YamlExtent Scalar { get; } = new(1, 0);

    public static YamlExtent Around(ImmutableArray<YamlNode> items)
    {
        var (nodes, depth) = (1, 0);
        foreach (var item in items)
        {
            nodes += item.Extent.Nodes;
            depth = Math.Max(depth, item.Extent.Depth);
        }

        return new YamlExtent(nodes, depth + 1);
    }

    public static YamlExtent Around(ImmutableArray<YamlEntry> entries)
    {
        var (nodes, depth) = (1, 0);
        foreach (var entry in entries)
        {
            nodes += 1 + entry.Value.Extent.Nodes;
            depth = Math.Max(depth, entry.Value.Extent.Depth);
        }

        return new YamlExtent(nodes, depth + 1);
    }
}
