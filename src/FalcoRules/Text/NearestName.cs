namespace FalcoRules.Text;

/// <summary>Finds the name that a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    private const int MaxNameLength = 128;

    /// <summary>The known name with the smallest edit distance, at most one edit for each three letters; null if there is none.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxNameLength)
        {
            return null;
        }

        string? nearest = null;
        var fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var errors = Math.Abs(candidate.Length - name.Length) < fewest ? Distance(name, candidate) : fewest;
            if (errors < fewest)
            {
                (nearest, fewest) = (candidate, errors);
            }
        }

        return nearest;
    }

    /// <summary>The suggestion as the end of a message; empty if there is none.</summary>
    internal static string Suggestion(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>The edit distance: insertions, deletions, substitutions and swaps of adjacent letters.</summary>
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (before, previous, current) = (previous, current, before);
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }
        }

        return current[b.Length];
    }
}
