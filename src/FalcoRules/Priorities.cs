using System.Collections.Immutable;

namespace FalcoRules;

/// <summary>The names of the priorities.</summary>
public static class Priorities
{
    /// <summary>All names, most serious first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetNames<Priority>()];

    /// <summary>Reads a priority in upper or lower case; <c>info</c> is <see cref="Priority.Informational"/>.</summary>
    public static bool TryParse(string text, out Priority priority)
    {
        var isInfo = text.Equals("info", StringComparison.OrdinalIgnoreCase);
        var index = isInfo ? (int)Priority.Informational : Names.IndexOf(text, StringComparer.OrdinalIgnoreCase);
        priority = (Priority)Math.Max(0, index);
        return index >= 0;
    }
}
