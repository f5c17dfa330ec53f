namespace FalcoRules.Yaml;

/// <summary>Bounds for a YAML text, so that a hostile or broken one costs neither memory nor time beyond its size.</summary>
public sealed record YamlLimits
{
    /// <summary>The default bounds; large enough for rules files with long lists.</summary>
    public static YamlLimits Default { get; } = new();

    /// <summary>Maximum size: bytes of a file, characters of a text. Default: 16 MiB.</summary>
    public int MaxSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>Maximum nesting depth of sequences and mappings, with aliases expanded. Default: 64; rules files need seven.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Maximum number of nodes (scalars, keys, sequences and mappings) of all documents together, with aliases expanded. Default: 1,000,000.</summary>
    public int MaxNodes { get; init; } = 1_000_000;
}
