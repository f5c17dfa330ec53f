using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>All kinds of diagnostics about rules files. The names are Falco's, so that scripts which parse Falco's output can parse ours.</summary>
public static class DiagnosticCodes
{
    /// <summary>A file or directory cannot be read.</summary>
    public static DiagnosticCode FileRead { get; } = new("LOAD_ERR_FILE_READ", "A rules file cannot be read");

    /// <summary>Not YAML.</summary>
    public static DiagnosticCode YamlParse { get; } = new("LOAD_ERR_YAML_PARSE", "A rules file is not valid YAML");

    /// <summary>YAML, but not rules.</summary>
    public static DiagnosticCode YamlValidate { get; } = new("LOAD_ERR_YAML_VALIDATE", "An item lacks a required key, or a value has the wrong type");

    /// <summary>A condition is invalid.</summary>
    public static DiagnosticCode CompileCondition { get; } = new("LOAD_ERR_COMPILE_CONDITION", "A condition cannot be compiled");

    /// <summary>An output is invalid.</summary>
    public static DiagnosticCode CompileOutput { get; } = new("LOAD_ERR_COMPILE_OUTPUT", "An output cannot be compiled");

    /// <summary>Items conflict with each other or require another engine.</summary>
    public static DiagnosticCode Validate { get; } = new(
        "LOAD_ERR_VALIDATE",
        "An item refers to something that does not exist, or does not fit this engine or its plugins");

    /// <summary>A rule for a source that is not loaded.</summary>
    public static DiagnosticCode UnknownSource { get; } = new("LOAD_UNKNOWN_SOURCE", "A rule is for an event source that is not loaded, and is skipped");

    /// <summary>A comparison with <c>&lt;NA&gt;</c>, which outputs show for a field without a value.</summary>
    public static DiagnosticCode UnsafeNaCheck { get; } = new("LOAD_UNSAFE_NA_CHECK", "A field is compared with <NA>, which no value equals");

    /// <summary>A rule with <c>skip-if-unknown-filter</c> has an unknown field.</summary>
    public static DiagnosticCode UnknownFilter { get; } = new(
        "LOAD_UNKNOWN_FILTER",
        "A rule with skip-if-unknown-filter names a field that does not exist, and is skipped");

    /// <summary>A macro that nothing uses.</summary>
    public static DiagnosticCode UnusedMacro { get; } = new("LOAD_UNUSED_MACRO", "No rule or macro uses a macro");

    /// <summary>A list that nothing uses.</summary>
    public static DiagnosticCode UnusedList { get; } = new("LOAD_UNUSED_LIST", "No rule, macro or list uses a list");

    /// <summary>An item of no known kind.</summary>
    public static DiagnosticCode UnknownItem { get; } = new("LOAD_UNKNOWN_ITEM", "An item is of no known kind, and is ignored");

    /// <summary>A deprecated syntax.</summary>
    public static DiagnosticCode DeprecatedItem { get; } = new("LOAD_DEPRECATED_ITEM", "An item uses something that will go away");

    /// <summary>An addition to an exception has no values.</summary>
    public static DiagnosticCode AppendNoValues { get; } = new("LOAD_APPEND_NO_VALUES", "An exception is appended to without values");

    /// <summary>Two exceptions of a rule have the same name.</summary>
    public static DiagnosticCode ExceptionNameNotUnique { get; } = new("LOAD_EXCEPTION_NAME_NOT_UNIQUE", "A rule has several exceptions of the same name");

    /// <summary>A macro's name cannot be used in a condition.</summary>
    public static DiagnosticCode InvalidMacroName { get; } = new("LOAD_INVALID_MACRO_NAME", "A macro's name cannot be written in a condition");

    /// <summary>A list's name cannot be used in a condition.</summary>
    public static DiagnosticCode InvalidListName { get; } = new("LOAD_INVALID_LIST_NAME", "A list's name cannot be written in a condition");

    /// <summary>A condition is valid but may not be as intended.</summary>
    public static DiagnosticCode ConditionWarning { get; } = new("LOAD_COMPILE_CONDITION", "A condition may not mean what was intended");

    /// <summary>An unknown key.</summary>
    public static DiagnosticCode UnknownKey { get; } = new("LOAD_UNKNOWN_KEY", "A key has no meaning where it stands, and is ignored");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        FileRead, YamlParse, YamlValidate, CompileCondition, CompileOutput, Validate, UnknownSource, UnsafeNaCheck, UnknownFilter, UnusedMacro,
        UnusedList, UnknownItem, DeprecatedItem, AppendNoValues, ExceptionNameNotUnique, InvalidMacroName, InvalidListName, ConditionWarning, UnknownKey,
    ];

    /// <summary>The meaning of a code; empty for one that is not in the table.</summary>
    public static string Meaning(string name) => All.FirstOrDefault(code => code.Name == name)?.Meaning ?? "";
}
