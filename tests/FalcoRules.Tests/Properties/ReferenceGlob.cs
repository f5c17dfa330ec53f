namespace FalcoRules.Tests.Properties;

/// <summary>Wildcards that are matched by backtracking.</summary>
internal static class ReferenceGlob
{
    public static bool Matches(string pattern, string text)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0;
        }

        if (pattern[0] == '*')
        {
            return Enumerable.Range(0, text.Length + 1).Any(taken => Matches(pattern[1..], text[taken..]));
        }

        if (text.Length == 0)
        {
            return false;
        }

        return pattern[0] switch
        {
            '?' => Matches(pattern[1..], text[1..]),
            '[' when Bracket(pattern) is { } bracket => bracket.Has(text[0]) && Matches(pattern[bracket.Length..], text[1..]),
            '\\' => pattern.Length > 1 && pattern[1] == text[0] && Matches(pattern[2..], text[1..]),
            var c => c == text[0] && Matches(pattern[1..], text[1..]),
        };
    }

    /// <summary>The bracket at the start of a pattern; null if it is not closed.</summary>
    private static (int Length, Func<char, bool> Has)? Bracket(string pattern)
    {
        var negated = pattern.Length > 1 && pattern[1] is '!' or '^';
        var tests = new List<Func<char, bool>>();
        for (var i = negated ? 2 : 1; i < pattern.Length;)
        {
            if (pattern[i] == ']' && tests.Count > 0)
            {
                return (i + 1, c => tests.Exists(test => test(c)) != negated);
            }

            var rest = pattern[i..];
            if (rest.StartsWith("[:alpha:]", StringComparison.Ordinal) || rest.StartsWith("[:digit:]", StringComparison.Ordinal))
            {
                tests.Add(rest[2] == 'a' ? char.IsAsciiLetter : char.IsAsciiDigit);
                i += 9;
            }
            else if (rest.Length > 2 && rest[1] == '-' && rest[2] != ']')
            {
                tests.Add(c => rest[0] <= c && c <= rest[2]);
                i += 3;
            }
            else
            {
                tests.Add(c => c == rest[0]);
                i++;
            }
        }

        return null;
    }
}
