using System.Text.RegularExpressions;
using Deploy.Tests.Charts;

namespace Deploy.Tests.GitHub;

/// <summary>Workflows and issue forms: they are read by GitHub only, so mistakes would be noticed late.</summary>
public sealed partial class GitHubFilesTests
{
    private static readonly string[] _scriptFolders = [".ci", "eng", "packaging"];

    public static TheoryData<string> Workflows { get; } = [.. FilesIn("workflows")];

    public static TheoryData<string> Forms { get; } = [.. FilesIn("ISSUE_TEMPLATE").Where(file => !file.EndsWith("config.yml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_triggers_least_permissions_and_jobs_with_a_limit(string file)
    {
        var workflow = Manifest.ReadAll(File.ReadAllText(RepositoryFiles.PathOf(file)))[0];
        Assert.NotNull(workflow.Value("on"));
        Assert.Equal("{contents: read}", workflow.Value("permissions"));
        Assert.All(JobNames(file), job => Assert.NotNull(workflow.Value($"jobs.{job}.timeout-minutes")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_its_hash_with_its_version(string file)
    {
        var actions = Uses().Matches(File.ReadAllText(RepositoryFiles.PathOf(file))).Select(match => match.Groups[1].Value);
        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches("uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$", action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_script_that_a_workflow_runs_is_in_the_repository_and_can_be_run(string file)
    {
        var scripts = Script().Matches(File.ReadAllText(RepositoryFiles.PathOf(file))).Select(match => match.Groups[1].Value)
            .Where(path => _scriptFolders.Contains(path.Split('/')[0])).Distinct().ToList();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.True(
            (File.GetUnixFileMode(RepositoryFiles.PathOf(script)) & UnixFileMode.UserExecute) != 0,
            $"{script} cannot be executed"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_issue_form_has_a_name_a_description_and_labelled_fields(string file)
    {
        var form = Manifest.ReadAll(File.ReadAllText(RepositoryFiles.PathOf(file)))[0];
        Assert.All((string[])["name", "description", "body[0].type"], path => Assert.NotNull(form.Value(path)));
        for (var field = 0; form.Value($"body[{field}]") is not null; field++)
        {
            Assert.Contains(form.Value($"body[{field}].type"), (string[])["input", "textarea", "dropdown"]);
            Assert.NotNull(form.Value($"body[{field}].id"));
            Assert.NotNull(form.Value($"body[{field}].attributes.label"));
        }
    }

    [Fact]
    public void Every_path_in_CODEOWNERS_exists() => Assert.All(
        File.ReadAllLines(RepositoryFiles.PathOf(".github", "CODEOWNERS"))
            .Where(line => line.StartsWith('/'))
            .Select(line => line.Split(' ')[0].TrimStart('/')),
        path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), $"{path} does not exist"));

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf(".github", folder), "*.yml")
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> JobNames(string file) =>
        Job().Matches(File.ReadAllText(RepositoryFiles.PathOf(file)).Split("\njobs:\n")[1]).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^ *(?:- )?(uses: .*)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    // A file after a dot is read by the shell and not run.
    [GeneratedRegex(@"(?<![\w/.]|\. )([\w.]+/[\w-]+)(?![\w/-])")]
    private static partial Regex Script();

    [GeneratedRegex("^  ([a-z-]+):$", RegexOptions.Multiline)]
    private static partial Regex Job();
}
