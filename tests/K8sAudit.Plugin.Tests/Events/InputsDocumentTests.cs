using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>The tables of docs/inputs.md are those that the reader has.</summary>
public class InputsDocumentTests
{
    [Fact]
    public void The_page_has_every_JSON_wrapper() => GeneratedDocument.AssertSection("docs/inputs.md", "json-wrappers",
    [
        "| Written by | Place of the event | `ka.source.wrapper` | Cluster |",
        "|---|---|---|---|",
        .. JsonWrappers.All.Select(row => $"| {row.Writer} | `{row.Payload}` | {Code(row.Name)} | {Code(row.Cluster)} |"),
    ]);

    [Fact]
    public void The_page_has_every_line_prefix() => GeneratedDocument.AssertSection("docs/inputs.md", "line-prefixes",
    [
        "| Written by | Line | `ka.source.wrapper` |",
        "|---|---|---|",
        "| containerd, CRI-O | `2026-11-23T17:17:54.468928000Z stdout F {…}` | `cri` |",
        .. LinePrefixes.All.Select(row => $"| {row.Writer} | `{row.Example}` | `{row.Name}` |"),
    ]);

    [Fact]
    public void The_page_has_every_format_that_is_recognized_and_not_read() => GeneratedDocument.AssertSection("docs/inputs.md", "unread-formats",
    [
        "| Format | What to do |",
        "|---|---|",
        .. UnreadFormats.All.Select(row => $"| {row.Name} | {row.Remedy} |"),
    ]);

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";
}
