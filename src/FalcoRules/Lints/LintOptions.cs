using System.Collections.Immutable;

namespace FalcoRules.Lints;

/// <summary>How rules are checked beyond what Falco checks.</summary>
public sealed record LintOptions
{
    /// <summary>The word for all codes.</summary>
    public const string All = "all";

    /// <summary>The rules that one event can match; <see cref="RuleMatching.First"/>, Falco's default, by default.</summary>
    public RuleMatching Matching { get; init; } = RuleMatching.First;

    /// <summary>The codes of warnings that count as errors, or <see cref="All"/>; none by default.</summary>
    public ImmutableHashSet<string> Errors { get; init; } = [];

    /// <summary>The codes of warnings that are left out, or <see cref="All"/>; none by default.</summary>
    public ImmutableHashSet<string> Ignored { get; init; } = [];
}
