namespace FalcoRules.Patterns;

/// <summary>
/// What a regular expression may cost. An expression within these limits is matched in time proportional to the text and in memory that no text
/// can increase; others are refused when rules are loaded. RE2 limits a program to 8 MiB, which is 87,381 instructions.
/// </summary>
internal static class RegexLimits
{
    /// <summary>The characters of an expression with its repetitions written out.</summary>
    public const int MaxCharacters = 100_000;

    /// <summary>The steps that one character of a text costs at most, in 64-bit operations.</summary>
    public const int MaxStepsPerCharacter = 10_000;

    /// <summary>The work to divide the characters into classes: for each set of the expression the ranges in it.</summary>
    public const int MaxClassWork = 2_000_000;

    /// <summary>The bytes of the tables of one expression.</summary>
    public const int MaxTableBytes = 8 << 20;

    /// <summary>The bytes of the tables of all expressions of an event source.</summary>
    public const int MaxTotalTableBytes = 64 << 20;

    /// <summary>The bytes of the states that one expression caches.</summary>
    public const int MaxStateBytes = 1 << 20;

    /// <summary>The bytes of the states that all expressions of an event source cache together.</summary>
    public const int MaxTotalStateBytes = 32 << 20;
}
