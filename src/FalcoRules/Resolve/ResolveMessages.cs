using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Resolve;

/// <summary>All messages about resolving lists, macros and exceptions.</summary>
internal static class ResolveMessages
{
    public static string ValueIsNotString(string found) => $"A value of an exception with a single field must be a string, but is {found}.";

    public static string TupleDiffers(int fields, YamlNode value) =>
        $"The exception has {fields} field{(fields == 1 ? "" : "s")}, so each of its values must be a sequence of {fields}, but this is {(value is YamlSequence tuple ? $"one of {tuple.Items.Length}" : value.Description)}.";

    public static string NestedTooDeep(string found) => $"A value inside a tuple must be a string or a sequence of strings, but contains {found}.";

    public static string UndefinedMacro(string name, bool isList, IEnumerable<string> known) =>
        isList
            ? $"'{name}' is a list, not a macro: compare a field with it (field in ({name}))."
            : $"There is no macro '{name}'{NearestName.Suggestion(name, known)}: define it before this condition, or load the file that does.";

    public static string SourceAsMacro(string source) =>
        $"'{source}' is an event source, not a macro: remove it from the condition, and write 'source: {source}' in the rule.";

    public static string MacroOfDefaultRules(string name) =>
        $"There is no macro '{name}' here; the default rules define one: load k8s_audit_rules.yaml before this file.";

    public static string MacroDefinedLater(string name, string file, int line) =>
        $"The macro '{name}' is defined only in {file}:{line}: a macro can use only macros that are defined before it, so move one of them.";

    public static string MacroCycle(string name, IEnumerable<string> cycle) => $"The macro '{name}' uses itself: {Chain(cycle)}.";

    public static string ListCycle(string name, IEnumerable<string> cycle) => $"The list '{name}' contains itself: {Chain(cycle)}.";

    public static string ListTooLong(string name, int limit) => $"The list '{name}' has more than {limit} items after the lists in it are resolved.";

    public static string ListsTooLong(int limit) => $"All lists together have more than {limit} items after the lists in them are resolved.";

    public static string ListTooDeep(string name, int limit) =>
        $"The list '{name}' is nested in {limit} other lists, which is too deep: define a list before the lists that contain it.";

    public static string ConditionTooLarge(int depth, int nodes) =>
        $"With its macros resolved, the condition is nested more than {depth} levels deep or has more than {nodes} parts.";

    public static string ConditionsTooLarge(int nodes) => $"With macros and lists resolved, the conditions of all rules together have more than {nodes} parts.";

    public static string ListInPlaceOfValue(string name, int count) => $"'{name}' is a list of {count} items, where one value is expected: use 'in ({name})'.";

    /// <summary>A chain of names; only the ends of a long one.</summary>
    private static string Chain(IEnumerable<string> names)
    {
        const int shown = 5;
        var all = names.ToList();
        return string.Join(" → ", all.Count <= 2 * shown ? all : [.. all.Take(shown), "…", .. all.TakeLast(shown)]);
    }
}
