using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Names that keys of rules have in other formats, such as Sigma rules and alerting rules.</summary>
internal static class OtherKeyNames
{
    private static readonly ImmutableArray<(string Other, string Key)> _all =
    [
        ("description", "desc"), ("summary", "desc"), ("severity", "priority"), ("level", "priority"), ("message", "output"), ("msg", "output"),
        ("format", "output"), ("filter", "condition"), ("expression", "condition"), ("expr", "condition"), ("query", "condition"), ("when", "condition"),
        ("labels", "tags"), ("values", "items"), ("members", "items"), ("elements", "items"), ("event_source", "source"), ("disabled", "enabled"),
    ];

    /// <summary>The key that an unknown key was probably meant to be; null if none is similar.</summary>
    public static string? Nearest(string unknown, IEnumerable<string> known)
    {
        var names = known.ToList();
        return _all.FirstOrDefault(row => row.Other.Equals(unknown, StringComparison.OrdinalIgnoreCase) && names.Contains(row.Key)).Key
            ?? NearestName.Find(unknown, names)
            ?? names.Find(name => name.Equals(unknown, StringComparison.OrdinalIgnoreCase));
    }
}
