namespace FalcoRules.Patterns;

/// <summary>The regular expressions of an event source. Equal expressions are one automaton, and all share a budget.</summary>
internal sealed class RegexSet
{
    private readonly Dictionary<string, RegexAutomaton> _regexes = new(StringComparer.Ordinal);
    private readonly RegexBudget _budget = new();

    /// <summary>The automaton of an expression, compiled on first use.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid or too large.</exception>
    public RegexAutomaton Get(string pattern)
    {
        if (!_regexes.TryGetValue(pattern, out var regex))
        {
            regex = RegexAutomaton.Compile(pattern, _budget);
            _regexes.Add(pattern, regex);
        }

        return regex;
    }
}
