using System.Collections.Immutable;
using FalcoRules.Report;
using FalcoRules.Text;

namespace FalcoRules.Loading;

/// <summary>The result of loading rules files.</summary>
/// <param name="Ruleset">The rules; null if there is an error.</param>
/// <param name="Diagnostics">All diagnostics, sorted by file order and position.</param>
public sealed record RulesLoadResult(Ruleset? Ruleset, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the rules can be used.</summary>
    public bool Succeeded => Ruleset is not null;

    /// <summary>A report about reading and loading the files.</summary>
    public ValidationReport CreateReport(RulesFilesResult files) =>
        new(files.Diagnostics.Select(diagnostic => diagnostic.Source).Concat(files.Files), files.Diagnostics.Concat(Diagnostics));
}
