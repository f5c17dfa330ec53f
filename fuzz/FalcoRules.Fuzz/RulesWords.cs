using System.Collections.Immutable;
using FalcoRules.Operators;

namespace FalcoRules.Fuzz;

/// <summary>The words of the rules language, from which the fuzzer makes inputs: those of the tables, and the keys of rules files.</summary>
public static class RulesWords
{
    /// <summary>All words.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        " and ", " or ", "not ", $" {OperatorTable.Exists} ",
        .. OperatorTable.Spellings.Select(spelling => $" {spelling.Text} "),
        .. OperatorTable.All.Select(row => $"{row.Name}\n"),
        .. OperatorTable.Modifiers.Select(row => $" {row.Name} "),
        .. TransformerTable.All.Select(row => $"{row.Name}("),
        .. FuzzSource.Source.Fields.Select(field => field.Name),
        .. FuzzSource.Source.Fields.Select(field => $"%{field.Name}"),
        "true", "10.0.0.1", "fd00::/8", "0x1F", "1e+5", "\\x41", "[[:alpha:]]", "{2,3}", "(a|b)*", ".*a.{100}", "'", "\"", "\\", "(", ")", "[", "]", ",",
        "- rule: R\n", "- macro: m\n", "- list: l\n", "  desc: d\n", "  condition: ", "  output: ", "  priority: INFO\n", "  source: fuzz\n", "  items: [", "  tags: [",
        "  exceptions:\n", "  - name: e\n", "    fields: ", "    comps: ", "    values: ", "  append: true\n", "  override: {", "condition: append", "condition: replace",
        "  enabled: false\n", "- required_engine_version: ", "- required_plugin_versions:\n", "name: ", "version: ", "alternatives: ", "skip-if-unknown-filter: true",
        "warn_evttypes: false", "capture: true", "capture_duration: ", "&a ", "*a", "<<: ", "---\n", "...\n", "!!str ", "|\n", ">-\n", "%(len(t.texts))", "~", "null", "\uFEFF",
    ];
}
