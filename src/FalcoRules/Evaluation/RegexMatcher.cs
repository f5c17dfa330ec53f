using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary>Matches the whole string against a regular expression in linear time. Invalid UTF-8 is matched as U+FFFD, as in Falco.</summary>
internal sealed class RegexMatcher(RegexAutomaton regex) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => regex.IsMatch(source.Bytes(values, index));
}
