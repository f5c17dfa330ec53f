using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>
/// docs/reference/messages.md lists the messages of the code. This test writes the messages; the second column is written by hand and is found again by the
/// name of the message, which is in a comment in the first column.
/// </summary>
public sealed partial class MessageDocumentationTests
{
    private const string Page = "docs/reference/messages.md";

    public static IEnumerable<TheoryDataRow<string>> Classes => MessageTemplates.Classes.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Classes))]
    public void The_page_of_messages_is_up_to_date(string className)
    {
        var remedies = Row()
            .Matches(File.ReadAllText(RepositoryFiles.PathOf(Page)))
            .ToLookup(row => row.Groups["name"].Value, row => row.Groups["remedy"].Value.Trim());
        var rows = MessageTemplates.Of(className)
            .Select(message => $"| {Cell(message.Texts)} <!-- {className}.{message.Name} --> | {remedies[$"{className}.{message.Name}"].FirstOrDefault("")} |");
        GeneratedDocument.AssertSection(Page, className, ["| Message | Cause and remedy |", "|---|---|", .. rows]);
    }

    private static string Cell(string[] texts) =>
        string.Join(
            "<br>",
            texts.Where(text => text.Length > 0)
                .Select(text => $"`{text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal)}`"));

    [GeneratedRegex(@"^\| .* <!-- (?<name>[\w.]+) --> \|(?<remedy>.*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
