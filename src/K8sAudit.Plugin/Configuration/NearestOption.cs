namespace K8sAudit.Plugin.Configuration;

/// <summary>Finds the option that a mistyped name is most similar to.</summary>
internal static class NearestOption
{
    /// <summary>Parts of the names that other programs have for an option, in the order in which they decide.</summary>
    private static readonly (string Part, StringComparison Comparison, string Option)[] _otherNames =
    [
        ("CA", StringComparison.Ordinal, "clientCA"),
        ("_ca_", StringComparison.Ordinal, "clientCA"),
        ("caFile", StringComparison.OrdinalIgnoreCase, "clientCA"),
        ("privateKey", StringComparison.OrdinalIgnoreCase, "sslKey"),
        ("private_key", StringComparison.OrdinalIgnoreCase, "sslKey"),
        ("token", StringComparison.OrdinalIgnoreCase, "bearerTokenFile"),
    ];

    /// <summary>
    /// The name that begins so or, where none does, the one that other programs call so, or that takes the fewest edits of single characters, letter case
    /// aside.
    /// </summary>
    public static string Of(string name, IEnumerable<string> known) =>
        known.FirstOrDefault(candidate => candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(_otherNames, row => name.Contains(row.Part, row.Comparison)).Option
        ?? known.MinBy(candidate => Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()))!;

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
