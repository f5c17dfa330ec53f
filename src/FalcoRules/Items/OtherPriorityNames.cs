using System.Collections.Immutable;
using System.Globalization;
using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Words for priorities that Falco does not know: abbreviations, numbers of syslog, and the levels of other programs.</summary>
internal static class OtherPriorityNames
{
    private const int MinAbbreviation = 3;

    private static readonly ImmutableArray<(string Word, Priority Priority)> _all =
    [
        ("panic", Priority.Emergency), ("fatal", Priority.Critical), ("high", Priority.Critical), ("severe", Priority.Critical), ("major", Priority.Error),
        ("medium", Priority.Warning), ("moderate", Priority.Warning), ("low", Priority.Notice), ("minor", Priority.Notice), ("trace", Priority.Debug),
    ];

    /// <summary>The priority that a word was probably meant to be; null if it is not known.</summary>
    public static string? Nearest(string text)
    {
        var word = text.ToLowerInvariant();
        var names = Priorities.Names.Select(name => name.ToLowerInvariant()).ToList();
        var index = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : word.Length >= MinAbbreviation && names.FindIndex(name => name.StartsWith(word, StringComparison.Ordinal)) is >= 0 and var whole ? whole
            : _all.FirstOrDefault(row => row.Word == word) is { Word: not null } other ? (int)other.Priority
            : names.IndexOf(NearestName.Find(word, names) ?? "");
        return Priorities.Names.ElementAtOrDefault(index);
    }
}
