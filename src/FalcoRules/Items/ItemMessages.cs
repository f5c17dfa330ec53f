using FalcoRules.Operators;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>All messages about the items of rules files and about merging them.</summary>
internal static class ItemMessages
{
    // Values

    public static string NotString(string key, string found) => $"'{key}' must be a string that is not empty, but is {found}.";

    public static string NotBoolean(string key, string found) => $"'{key}' must be true or false, but is {found}.";

    public static string NotNumber(string key, string found) => $"'{key}' must be a whole number from 0, but is {found}.";

    public static string NotPriority(string found, string? instead) =>
        $"Unknown priority {found}: expected one of {string.Join(", ", Priorities.Names)}{(instead is null ? "" : $"; write '{instead}'")}.";

    public static string NotSequence(string key, string found) => $"'{key}' must be a sequence ([a, b]), but is {found}.";

    public static string NotMapping(string key, string found) => $"'{key}' must be a mapping (key: value), but is {found}.";

    public static string NotOneOrMore(string key, string found) => $"'{key}' must be a string or a sequence of strings, but is {found}.";

    public static string ItemIsNotString(string key, string found) =>
        $"'{key}' must contain only strings, but contains {found}; put it in quotes if it is a string.";

    // Items

    public static string NotASequenceOfItems(string found) => $"A rules file must be a sequence of items (- rule: …, - macro: …, - list: …), but is {found}.";

    public const string ConfigurationFile = "This is a configuration (falco.yaml), not a rules file: load it with -c.";

    public const string TestFile = "This is a file of tests of rules, not a rules file: run it with 'k8saudit test'.";

    public static string WrappedRules(string format, string path) =>
        $"This is {format}, not a rules file: save the text under '{path}' as a file of its own, beginning with '- '.";

    public static string OtherFile(string format) =>
        $"This is {format}, not a rules file: a rules file is a sequence of items (- rule: …, - macro: …, - list: …).";

    public static string ItemWithoutDash(string key) =>
        $"A rules file is a sequence of items: write '- ' before '{key}', and indent the other keys by two spaces.";

    public static string ItemsBelowKey(string key) => $"A rules file is a sequence of items and nothing else: remove the line '{key}:'.";

    public static string ItemIsNotMapping(YamlNode node) =>
        $"An item must be a mapping (- rule: …, - macro: …, - list: …), but is {node.Description}.{(node is YamlScalar scalar && scalar.Value.Contains(':') ? " Write a space after each ':' that ends a key." : "")}";

    public static string UnknownItem(string? key) =>
        key is null
            ? "An empty item is ignored."
            : $"An item that starts with '{key}' is ignored: expected one of {Identifiers}{NearestName.Suggestion(key.ToLowerInvariant(), ItemKinds.All.Select(kind => kind.Identifier.Name))}.";

    private static string Identifiers => string.Join(", ", ItemKinds.All.Select(kind => kind.Identifier.Name));

    public static string MissingKey(string kind, string key) => $"This {kind} has no '{key}', which is required.";

    public static string UnknownKey(string kind, string key, string? nearest) => key == "<<"
        ? "'<<' (merge key) is not supported, as in Falco, and is ignored: write the keys themselves."
        : $"{Article(kind)} {kind} has no key '{key}'; it is ignored{(nearest is null ? "" : $" (did you mean '{nearest}'?)")}.";

    public static string DuplicateKey(string key) => $"'{key}' is given twice; the first one is used.";

    public static string IgnoredKey(string key, string because) => $"'{key}' is ignored with {because}; name it under 'override' to change it.";

    public static string InvalidListName(string name) =>
        $"The list name '{name}' cannot be written in a condition: leave out spaces, quotes, parentheses, commas and '='.";

    public static string InvalidMacroName(string name) =>
        $"The macro name '{name}' cannot be written in a condition: it must start with a letter, followed by letters, digits and '_'.";

    // Merging

    public const string OverrideAndAppend =
        "'append: true' and 'override' cannot be used together: name what is appended to under 'override' (condition: append).";

    public const string EnabledIsDeprecated = "'enabled' alone is deprecated: add 'override' with 'enabled: replace'.";

    public const string NothingAppended = "There is nothing to append: 'append: true' adds a 'condition' or 'exceptions'.";

    public const string IncompleteRule = "A rule must have condition, output, desc and priority, or change an earlier rule with 'override' or 'enabled'.";

    public static string AppendIsDeprecated(ItemKind kind)
    {
        var key = kind.Keys.First(key => key.MayAppend && key != ItemKinds.Description).Name;
        return $"'append: true' is deprecated: use 'override' with '{key}: append'.";
    }

    public static string NothingToAppendTo(string kind, string name, IEnumerable<string> known) =>
        $"There is no {kind} '{name}' before this item to change{NearestName.Suggestion(name, known)}: load the file that defines it before this one.";

    public static string BadOverride(ItemKind kind, ItemKey? key, string name, string operation)
    {
        if (key is null || !(key.MayAppend || key.MayReplace))
        {
            return $"'{name}' of a {kind.Label} cannot be overridden: expected one of {string.Join(", ", kind.Keys.Where(known => known.MayAppend || known.MayReplace).Select(known => known.Name))}.";
        }

        return key.MayAppend
            ? $"'{name}' can be overridden with append or replace, but not with {operation}."
            : $"'{name}' can only be overridden with replace, but not with {operation}.";
    }

    public static string OverrideWithoutValue(string key, string operation) => $"'override' says to {operation} '{key}', but there is no '{key}' in this item.";

    public static string ValueWithoutOverride(ItemKey key) =>
        $"'{key.Name}' is given, but 'override' does not say what to do with it: add '{key.Name}: replace'{(key.MayAppend ? $" or '{key.Name}: append'" : "")}.";

    public static string OtherSource(RuleDefinition rule, string source) =>
        $"The rule '{rule.Name}' has the source '{rule.Source}', which cannot be changed to '{source}': write 'source: {rule.Source}'.";

    // Exceptions

    public const string SingleFieldNeedsSingleComparison = "'comps' must be one string if 'fields' is one.";

    public static string ExceptionIsNotMapping(string found) => $"An exception must be a mapping (name, fields, comps, values), but is {found}.";

    public static string SameExceptionName(string name) => $"This rule has several exceptions '{name}'.";

    public static string ExceptionWithoutValues(string name) => $"Nothing is added to the exception '{name}': it has no 'values' here.";

    public static string ExceptionNeedsFields(string name) => $"The exception '{name}' has no 'fields', and there is none of that name to add values to.";

    public static string ReplacedExceptionNeedsFields(string name) =>
        $"The exception '{name}' has no 'fields': 'exceptions: replace' replaces all earlier exceptions, so write the fields again, or add values with 'exceptions: append'.";

    public static string NewExceptionNeedsValues(string name) => $"The exception '{name}' is new here and has no 'values'.";

    public static string OnlyValuesCanBeAppended(string name, string key) =>
        $"The exception '{name}' exists: only 'values' can be appended to it, not '{key}'.";

    public static string FieldsAndComparisonsDiffer(int fields, OneOrMore comparisons) =>
        comparisons.IsList
            ? $"There are {fields} fields but {comparisons.Items.Length} comparisons: each field needs one."
            : "'comps' must be a sequence if 'fields' is one.";

    public static string NotComparison(string comparison) =>
        $"'{comparison}' is not a comparison operator: expected {string.Join(", ", OperatorTable.All.Select(row => row.Name))}, or one of the operators for strings with {string.Join(", ", OperatorTable.Modifiers.Select(row => row.Name))}.";

    public static string SingleFieldNeedsListComparison(string comparison) =>
        $"A single field must be compared with in, pmatch, intersects or an operator with oneof, anyof or allof, not with '{comparison}': write 'fields' and 'comps' as sequences for others.";

    // Requirements

    public static string BadEngineVersion(string version) => $"'{version}' is not an engine version: expected a number or major.minor.patch.";

    public static string OtherEngineNeeded(Version required, Version engine) =>
        $"The rules need engine version {required}, but this engine has version {engine}: the rest of the file is not read.";

    public static string PluginIsNotMapping(string found) => $"A plugin must be a mapping (name, version), but is {found}.";

    public static string BadPluginVersion(string plugin, string version) =>
        $"'{version}' is not a version of the plugin '{plugin}': expected major.minor.patch.";

    public static string SamePluginTwice(string plugin) => $"The plugin '{plugin}' is listed twice among alternatives.";

    private static string Article(string noun) => noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "An" : "A";
}
