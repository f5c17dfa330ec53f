using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>
/// All kinds of diagnostics that Falco has about rules files. The names are Falco's, so that scripts which parse Falco's output can parse ours.
/// <see cref="LintCodes"/> has the others.
/// </summary>
public static class DiagnosticCodes
{
    /// <summary>A file or directory cannot be read.</summary>
    public static DiagnosticCode FileRead { get; } = new("LOAD_ERR_FILE_READ", "A rules file cannot be read")
    {
        Why = "The path is wrong, the file may not be read, or it is not UTF-8 text.",
        Remedy = "Check the path and its permissions, and save the file as UTF-8.",
    };

    /// <summary>Not YAML.</summary>
    public static DiagnosticCode YamlParse { get; } = new("LOAD_ERR_YAML_PARSE", "A rules file is not valid YAML")
    {
        Why = "Mostly a tab in the indentation, keys of one item with different indentations, or a text without quotes that contains ': ' or begins with '%'.",
        Remedy = "Indent with spaces, give all keys of an item the same indentation, and write such a text in quotes or after '>'.",
        Wrong = "- rule: Secret read\n  desc: Detect this: a secret is read\n  condition: ka.verb = get\n  output: Secret read\n  priority: INFO\n  source: k8s_audit",
        Right = "- rule: Secret read\n  desc: 'Detect this: a secret is read'\n  condition: ka.verb = get\n  output: Secret read\n  priority: INFO\n  source: k8s_audit",
    };

    /// <summary>YAML, but not rules.</summary>
    public static DiagnosticCode YamlValidate { get; } = new("LOAD_ERR_YAML_VALIDATE", "An item lacks a required key, or a value has the wrong type")
    {
        Why = "A rules file is a sequence of items. A rule needs rule, desc, condition, output and priority; a macro needs macro and condition; a list needs list and items.",
        Remedy = "Add what is missing. The rules of a ConfigMap or of Helm values are the text inside; save that text as a file.",
        Wrong = "- macro: kget",
        Right = "- macro: kget\n  condition: ka.verb = get",
    };

    /// <summary>A condition is invalid.</summary>
    public static DiagnosticCode CompileCondition { get; } = new("LOAD_ERR_COMPILE_CONDITION", "A condition cannot be compiled")
    {
        Why = "The condition is not in Falco's language, names a field that the event source does not have, or compares a value of another type. A rule without "
            + "'source' is for system calls and has no ka.* fields.",
        Remedy = "Correct what the message points at. Words are in lower case (and, or, not), and 'not' precedes a comparison.",
        Wrong = "ka.verb = get && ka.user.name not in (alice)",
        Right = "ka.verb = get and not ka.user.name in (alice)",
    };

    /// <summary>An output is invalid.</summary>
    public static DiagnosticCode CompileOutput { get; } = new("LOAD_ERR_COMPILE_OUTPUT", "An output cannot be compiled")
    {
        Why = "A '%' begins a field, and what follows it is not a field of the event source.",
        Remedy = "Correct the field, or write a percent sign as '%%'.",
    };

    /// <summary>Items conflict with each other or require another engine.</summary>
    public static DiagnosticCode Validate { get; } = new(
        "LOAD_ERR_VALIDATE",
        "An item refers to something that does not exist, or does not fit this engine or its plugins")
    {
        Why = "A macro is not defined before its use, an item changes another one that does not exist, or a required version is not there.",
        Remedy = "Load the file that defines the name first. Most local rules need the default rules before them.",
        Wrong = "missing_macro and ka.verb = get",
        Right = "ka.verb = get",
    };

    /// <summary>A rule for a source that is not loaded.</summary>
    public static DiagnosticCode UnknownSource { get; } = new("LOAD_UNKNOWN_SOURCE", "A rule is for an event source that is not loaded, and is skipped")
    {
        Why = "The rule is for another plugin, or for system calls, which is what a rule without 'source' is for.",
        Remedy = "Load the plugin of the source, correct the name, or ignore the warning if another Falco runs the rule.",
    };

    /// <summary>A comparison with <c>&lt;NA&gt;</c>, which outputs show for a field without a value.</summary>
    public static DiagnosticCode UnsafeNaCheck { get; } = new("LOAD_UNSAFE_NA_CHECK", "A field is compared with <NA>, which no value equals")
    {
        Why = "Outputs show <NA> for a field without a value; conditions do not.",
        Remedy = "Write 'field exists' or 'not field exists'.",
        Wrong = "ka.target.subresource = <NA>",
        Right = "not ka.target.subresource exists",
    };

    /// <summary>A rule with <c>skip-if-unknown-filter</c> has an unknown field.</summary>
    public static DiagnosticCode UnknownFilter { get; } = new(
        "LOAD_UNKNOWN_FILTER",
        "A rule with skip-if-unknown-filter names a field that does not exist, and is skipped")
    {
        Why = "The field belongs to another version of a plugin, or its name is wrong.",
        Remedy = "Correct the name, or ignore the warning if the rule is for newer versions only.",
    };

    /// <summary>A macro that nothing uses.</summary>
    public static DiagnosticCode UnusedMacro { get; } = new("LOAD_UNUSED_MACRO", "No rule or macro uses a macro")
    {
        Why = "The macro has no effect, or a condition that should use it has another name.",
        Remedy = "Remove the macro, or correct the name.",
    };

    /// <summary>A list that nothing uses.</summary>
    public static DiagnosticCode UnusedList { get; } = new("LOAD_UNUSED_LIST", "No rule, macro or list uses a list")
    {
        Why = "The list has no effect, or a condition that should use it has another name.",
        Remedy = "Remove the list, or correct the name.",
    };

    /// <summary>An item of no known kind.</summary>
    public static DiagnosticCode UnknownItem { get; } = new("LOAD_UNKNOWN_ITEM", "An item is of no known kind, and is ignored")
    {
        Why = "An item is a rule, macro, list, required_engine_version or required_plugin_versions.",
        Remedy = "Correct the first key of the item.",
    };

    /// <summary>A deprecated syntax.</summary>
    public static DiagnosticCode DeprecatedItem { get; } = new("LOAD_DEPRECATED_ITEM", "An item uses something that will go away")
    {
        Why = "'append: true' and 'enabled' without 'override' are the older syntax.",
        Remedy = "Write 'override' with the keys that the item appends to or replaces.",
    };

    /// <summary>An addition to an exception has no values.</summary>
    public static DiagnosticCode AppendNoValues { get; } = new("LOAD_APPEND_NO_VALUES", "An exception is appended to without values")
    {
        Why = "The item changes nothing.",
        Remedy = "Add 'values'.",
    };

    /// <summary>Two exceptions of a rule have the same name.</summary>
    public static DiagnosticCode ExceptionNameNotUnique { get; } = new("LOAD_EXCEPTION_NAME_NOT_UNIQUE", "A rule has several exceptions of the same name")
    {
        Why = "Values are appended to the first of them.",
        Remedy = "Give each exception its own name.",
    };

    /// <summary>A macro's name cannot be used in a condition.</summary>
    public static DiagnosticCode InvalidMacroName { get; } = new("LOAD_INVALID_MACRO_NAME", "A macro's name cannot be written in a condition")
    {
        Why = "The name has characters that end a word of a condition.",
        Remedy = "Use letters, digits and underscores.",
    };

    /// <summary>A list's name cannot be used in a condition.</summary>
    public static DiagnosticCode InvalidListName { get; } = new("LOAD_INVALID_LIST_NAME", "A list's name cannot be written in a condition")
    {
        Why = "The name has characters that end a word of a condition.",
        Remedy = "Use letters, digits and underscores.",
    };

    /// <summary>A condition is valid but may not be as intended.</summary>
    public static DiagnosticCode ConditionWarning { get; } = new("LOAD_COMPILE_CONDITION", "A condition may not mean what was intended")
    {
        Why = "A value looks like a field, a transformer or a list, or a regular expression is not needed.",
        Remedy = "The message says how to write either meaning.",
    };

    /// <summary>An unknown key.</summary>
    public static DiagnosticCode UnknownKey { get; } = new("LOAD_UNKNOWN_KEY", "A key has no meaning where it stands, and is ignored")
    {
        Why = "The key is misspelled, belongs to another item, or is not named under 'override'.",
        Remedy = "Correct the key or its indentation.",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        FileRead, YamlParse, YamlValidate, CompileCondition, CompileOutput, Validate, UnknownSource, UnsafeNaCheck, UnknownFilter, UnusedMacro,
        UnusedList, UnknownItem, DeprecatedItem, AppendNoValues, ExceptionNameNotUnique, InvalidMacroName, InvalidListName, ConditionWarning, UnknownKey,
    ];

    /// <summary>The code of that name, Falco's or a lint; null if there is none.</summary>
    public static DiagnosticCode? Find(string name) => All.Concat(LintCodes.All).FirstOrDefault(code => code.Name == name);

    /// <summary>The meaning of a code; empty for one that does not exist.</summary>
    public static string Meaning(string name) => Find(name)?.Meaning ?? "";
}
