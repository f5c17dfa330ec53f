using Microsoft.CodeAnalysis.CSharp;

namespace Repository.Tests;

/// <summary>Lines have at most 160 characters, except those with a string, a URL or a row of test data that cannot be split.</summary>
public class LineLengthTests
{
    private static readonly string[] _folders = ["src", "tests", "bench", "fuzz", "samples"];

    [Fact]
    public void No_line_of_code_is_longer_than_the_limit()
    {
        var found = _folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(LongLinesOf)
            .ToList();
        Assert.True(found.Count == 0, $"wrap these lines, which have more than {LongLines.MaxLength} characters:\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData("short", false)]
    [InlineData("Call({A}, {A});", true)]
    [InlineData("// {A} {A}", true)]
    [InlineData("// https://example.com/{A}{A}", false)]
    [InlineData("Call(\"{A}{A}\");", false)]
    [InlineData("Call({A}, \"{A}\");", true)]
    [InlineData("[InlineData({A}, {A})] void N() { }", false)]
    public void A_line_may_be_long_only_if_it_cannot_be_split(string line, bool isTooLong)
    {
        var text = line.Replace("{A}", new string('a', 100), StringComparison.Ordinal);
        var tree = CSharpSyntaxTree.ParseText(
            $"class C {{ void M() {{\n{text}\n}} }}", FolderReferences.ParseOptions, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(isTooLong ? [1] : [], LongLines.Of(tree));
    }

    private static IEnumerable<string> LongLinesOf(string file) =>
        LongLines.Of(CSharpSyntaxTree.ParseText(File.ReadAllText(file), FolderReferences.ParseOptions))
            .Select(line => $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line + 1}");
}
