using System.Text.RegularExpressions;
using Deploy.Tests.Charts;

namespace Deploy.Tests.Guides;

/// <summary>Commands and values on the pages about installation: the files, options and values that they name exist.</summary>
public sealed partial class CommandTests
{
    private static readonly string[] _pages = ["README.md", "docs/install.md", "deploy/helm/k8saudit/README.md"];

    public static TheoryData<string> Pages { get; } =
    [
        .. _pages,
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "guides"), "*.md")
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_of_the_repository_that_a_command_names_exist(string page) => Assert.All(
        Commands(page).SelectMany(command => RepositoryPath().Matches(command)).Select(match => match.Value),
        path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), $"{path} does not exist"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Options_of_the_program_that_a_command_names_exist(string page)
    {
        var reference = File.ReadAllText(RepositoryFiles.PathOf("docs", "reference", "command-line.md"));
        var options = Commands(page).SelectMany(command => Program().Matches(command))
            .SelectMany(match => Option().Matches(match.Value))
            .Select(match => match.Value);
        Assert.All(options, option => Assert.Matches($"`({Regex.Escape(option)}|[^`]*, {Regex.Escape(option)})[ `,]", reference));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Values_of_the_chart_that_a_command_sets_exist(string page)
    {
        var values = Manifest.ReadAll(File.ReadAllText(Path.Combine(HelmChart.Folder, "values.yaml")))[0];
        Assert.All(
            Commands(page).SelectMany(command => SetValue().Matches(command)).Select(match => match.Groups[1].Value),
            path => Assert.NotNull(values.Value(path)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_chart_accepts_the_values_on_a_page(string page)
    {
        var files = ValuesFile().Matches(File.ReadAllText(RepositoryFiles.PathOf(page))).Select(match => match.Groups[1].Value).ToList();

        // Assert.All would take a skipped test for a failed one.
        foreach (var file in files)
        {
            HelmChart.AssertRenders(file);
        }
    }

    private static IEnumerable<string> Commands(string page) =>
        Shell().Matches(File.ReadAllText(RepositoryFiles.PathOf(page))).SelectMany(match => match.Groups[1].Value.Split('\n'));

    [GeneratedRegex("^```shell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex("^```yaml\n(# values.yaml.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ValuesFile();

    [GeneratedRegex(@"(?<![\w/.:-])(deploy|samples|rules|eng|src|packaging)/[\w./-]*\w")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?<=^|\| )k8saudit [^|#&]*")]
    private static partial Regex Program();

    [GeneratedRegex(@"(?<= )--?[a-zA-Z][\w-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"--set ([\w.]+)=")]
    private static partial Regex SetValue();
}
