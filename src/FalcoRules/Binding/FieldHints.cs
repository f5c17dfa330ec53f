using System.Collections.Immutable;
using FalcoRules.Fields;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>What to write instead of a field that does not exist.</summary>
internal static class FieldHints
{
    /// <summary>The classes of fields that Falco has for system calls (libsinsp, filterchecks).</summary>
    private static readonly ImmutableHashSet<string> _systemCallClasses =
        ["proc", "thread", "user", "group", "container", "fd", "fdlist", "k8s", "mesos", "syslog", "fs", "process"];

    /// <summary>The end of a message; empty if nothing is known.</summary>
    public static string For(string name, EventSource source)
    {
        var names = source.Fields.Select(field => field.Name).ToList();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var prefix = dot < 0 ? name : name[..dot];
        var prefixes = names.Select(known => known[..(known.IndexOf('.', StringComparison.Ordinal) + 1)]).Distinct().Order(StringComparer.Ordinal).ToList();
        if (!prefixes.Contains(prefix + "."))
        {
            return _systemCallClasses.Contains(prefix) ? BindingMessages.FieldOfSystemCalls(prefix)
                : NearestName.Suggestion(name, names) is { Length: > 0 } near ? near
                : BindingMessages.UnknownFieldPrefix(prefixes);
        }

        var suggestion = NearestName.Suggestion(name, names);
        return suggestion.Length == 0 && EndingWith(name[dot..], names) is { } other ? NearestName.Suggestion(other, [other]) : suggestion;
    }

    /// <summary>The first field that ends with the same words.</summary>
    private static string? EndingWith(string end, IEnumerable<string> names) => names.FirstOrDefault(known => known.EndsWith(end, StringComparison.Ordinal));
}
