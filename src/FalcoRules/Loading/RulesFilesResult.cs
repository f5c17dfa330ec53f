using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Loading;

/// <summary>What reading rules files gave.</summary>
/// <param name="Files">The files that could be read, in order.</param>
/// <param name="Diagnostics">An error for each one that could not.</param>
public sealed record RulesFilesResult(ImmutableArray<SourceText> Files, ImmutableArray<Diagnostic> Diagnostics);
