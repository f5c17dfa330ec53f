using System.Text.RegularExpressions;

namespace Deploy.Tests;

/// <summary>The addresses of the project are in one file; those that cannot read it are written from it.</summary>
public class ProjectTests
{
    private static readonly string[] _written =
    [
        ".github/ISSUE_TEMPLATE/config.yml", "deploy/falco/chart-values.yaml", "deploy/falco/operator.yaml", "deploy/helm/k8saudit/Chart.yaml",
        "deploy/helm/k8saudit/values.yaml", "deploy/kustomize/example/kustomization.yaml",
    ];

    // Written from the chart.
    private static readonly string[] _derived = ["deploy/kustomize/log/k8saudit.yaml", "deploy/kustomize/webhook/k8saudit.yaml"];

    /// <summary>A file, a pattern around each address in it, and the address.</summary>
    public static TheoryData<string, string, string> Rows { get; } = new()
    {
        { _written[0], @"(?<=url: )\S+(?=/security/policy)", Project.Homepage },
        { _written[1], @"(?<=- )\S+(?=/(plugin|rulesfile)/)", Project.Plugins },
        { _written[2], @"(?<=registry: \{name: )[^}]+", Project.Registry },
        { _written[2], @"(?<=image: \{repository: )\S+(?=/plugin/)", Project.PluginsFolder },
        { _written[3], @"(?<=^home: )\S+", Project.Homepage },
        { _written[4], @"(?<=^  repository: )\S+", Project.Image },
        { _written[5], @"(?<=^  - \{name: )[^,]+", Project.Image },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_file_has_the_address_of_the_project(string file, string pattern, string address)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf(file));
        Assert.Matches(new Regex(pattern, RegexOptions.Multiline), text);
        GeneratedDocument.AssertFile(file, Regex.Replace(text, pattern, address, RegexOptions.Multiline));
    }

    [Fact]
    public void No_other_file_has_an_address_of_the_project()
    {
        var patterns = Project.Addresses.SelectMany(address => (string[])["-e", address]);
        var found = ChildProcess.Run("git", ["-C", RepositoryFiles.Root, "grep", "--fixed-strings", "--files-with-matches", .. patterns]).Output;

        Assert.Empty(found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except([.. _written, .. _derived, Project.File]));
    }
}
