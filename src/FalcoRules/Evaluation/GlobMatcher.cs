using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary>Matches the whole string against a pattern with wildcards.</summary>
internal sealed class GlobMatcher(Glob pattern) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => pattern.Matches(source.Bytes(values, index));
}
