using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>Links between pages, and the pages that code and samples refer to.</summary>
public sealed partial class DocumentationLinkTests
{
    private static readonly string[] _folders = ["docs", "samples", "fuzz", "bench", "src", "tests", "rules", "eng", "deploy"];

    public static IEnumerable<TheoryDataRow<string>> Pages =>
        Directory.EnumerateFiles(RepositoryFiles.Root, "*.md").Concat(Files("*.md")).Order(StringComparer.Ordinal)
            .Select(path => new TheoryDataRow<string>(Path.GetRelativePath(RepositoryFiles.Root, path)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_refers_to_a_file_and_a_heading_that_exist(string page)
    {
        var path = RepositoryFiles.PathOf(page);
        var links = Link().Matches(WithoutCode(File.ReadAllText(path))).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal));
        Assert.All(links, link => AssertTarget(path, link));
    }

    [Fact]
    public void A_page_that_code_or_a_sample_refers_to_exists()
    {
        var named = Directory.EnumerateFiles(RepositoryFiles.Root, "*.md")
            .Concat(new[] { "*.md", "*.cs", "*.yaml", "*.targets", "*.csproj", "run", "*.sh" }.SelectMany(Files))
            .SelectMany(path =>
                PageName().Matches(File.ReadAllText(path)).Select(match => $"{Path.GetRelativePath(RepositoryFiles.Root, path)}: {match.Value}"))
            .ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, mention => Assert.True(File.Exists(RepositoryFiles.PathOf(mention.Split(": ")[1])), $"{mention} does not exist"));
    }

    private static void AssertTarget(string page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(parts[0], Path.GetDirectoryName(page)!);
        Assert.True(Path.Exists(target), $"{link} does not exist");
        Assert.True(parts.Length == 1 || Anchors(target).Contains(parts[1]), $"{link}: the page has no such heading");
    }

    /// <summary>Anchors as GitHub makes them: in lower case, without punctuation, with a dash for each space.</summary>
    private static IEnumerable<string> Anchors(string page) =>
        Heading().Matches(WithoutCode(File.ReadAllText(page)))
            .Select(match => Punctuation().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static IEnumerable<string> Files(string pattern) =>
        _folders.Select(folder => RepositoryFiles.PathOf(folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Where(path => !BuildOutput().IsMatch(path));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.-])docs/[\w/-]+\.md\b")]
    private static partial Regex PageName();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"/(?:bin|obj|artifacts)/")]
    private static partial Regex BuildOutput();
}
