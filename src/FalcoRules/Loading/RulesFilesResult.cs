using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Loading;

/// <summary>The result of reading rules files.</summary>
/// <param name="Files">The files that were read, in order.</param>
/// <param name="Diagnostics">An error for each file that cannot be read.</param>
public sealed record RulesFilesResult(ImmutableArray<SourceText> Files, ImmutableArray<Diagnostic> Diagnostics);
