using System.Collections.Concurrent;

namespace K8sAudit.Runner.Reports;

/// <summary>Counts alerts by identity, namespace and address for the closing summary. Threads share it.</summary>
internal sealed class RunSummary
{
    /// <summary>How many names of each kind the summary shows.</summary>
    public const int Shown = 5;

    // An attacker chooses names: the number of those that are counted is bounded.
    private const int MaxNames = 10_000;

    private readonly ConcurrentDictionary<string, long> _identities = new();
    private readonly ConcurrentDictionary<string, long> _namespaces = new();
    private readonly ConcurrentDictionary<string, long> _addresses = new();

    /// <summary>The identities with most alerts, with their numbers.</summary>
    public IReadOnlyList<(string Name, long Count)> Identities => Top(_identities);

    /// <summary>The same for namespaces.</summary>
    public IReadOnlyList<(string Name, long Count)> Namespaces => Top(_namespaces);

    /// <summary>The same for source addresses.</summary>
    public IReadOnlyList<(string Name, long Count)> Addresses => Top(_addresses);

    /// <summary>Counts one alert; empty names are left out.</summary>
    public void Count(string identity, string ofNamespace, string addresses)
    {
        Add(_identities, identity);
        Add(_namespaces, ofNamespace);
        Add(_addresses, addresses);
    }

    private static void Add(ConcurrentDictionary<string, long> counts, string name)
    {
        if (name.Length > 0 && (counts.Count < MaxNames || counts.ContainsKey(name)))
        {
            counts.AddOrUpdate(name, 1, (_, count) => count + 1);
        }
    }

    private static IReadOnlyList<(string Name, long Count)> Top(ConcurrentDictionary<string, long> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Shown).Select(pair => (pair.Key, pair.Value))];
}
