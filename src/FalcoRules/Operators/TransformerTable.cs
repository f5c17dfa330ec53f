using System.Collections.Immutable;
using FalcoRules.Evaluation;

namespace FalcoRules.Operators;

/// <summary>The transformer table: every transformer that Falco has (libsinsp, filter/parser.cpp and sinsp_filter_transformers).</summary>
internal static class TransformerTable
{
    /// <summary>All transformers, in the order of <see cref="TransformerKind"/>.</summary>
    public static ImmutableArray<TransformerDefinition> All { get; } =
    [
        new(TransformerKind.Val, "val", "a field", 1, 1),
        new(TransformerKind.ToLower, "tolower", "a string", 1, 1),
        new(TransformerKind.ToUpper, "toupper", "a string", 1, 1),
        new(TransformerKind.Base64, "b64", "a string", 1, 1),
        new(TransformerKind.BaseName, "basename", "a string", 1, 1),
        new(TransformerKind.Length, "len", "a string or a list", 1, 1),
        new(TransformerKind.Join, "join", "a separator and a list", 2, 2),
        new(TransformerKind.Concat, "concat", "two or more strings", 2, int.MaxValue),
        new(TransformerKind.GetOpt, "getopt", "a list of arguments and a string of options", 2, 2) { TakesSelector = true },
    ];

    /// <summary>The row of a transformer by its name; null where there is none.</summary>
    public static TransformerDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name);
}
