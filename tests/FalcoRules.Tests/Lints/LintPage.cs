using FalcoRules.Text;

namespace FalcoRules.Tests.Lints;

/// <summary>The section of docs/reference/lints.md about the codes.</summary>
internal static class LintPage
{
    public static IEnumerable<string> Lines =>
    [
        "## Lints",
        "",
        .. LintCodes.All.SelectMany(Section),
        "## Codes of Falco",
        "",
        .. DiagnosticCodes.All.SelectMany(Section),
    ];

    private static IEnumerable<string> Section(DiagnosticCode code) =>
    [
        $"### {code.Name}",
        "",
        $"{code.Meaning}. *{(code.IsError ? "Error" : "Warning")}.*",
        "",
        $"{Escaped(code.Why)} {Escaped(code.Remedy)}",
        "",
        .. code.Wrong.Length == 0 ? [] : Examples(code),
    ];

    private static IEnumerable<string> Examples(DiagnosticCode code) =>
        ["```yaml", "# wrong", .. code.Wrong.Split('\n'), "# right", .. code.Right.Split('\n'), "```", ""];

    private static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
