using System.Diagnostics;

namespace DefaultRules.Tests.Documentation;

/// <summary>The examples of the documentation, run as a reader runs them.</summary>
public sealed class PageExampleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static IEnumerable<TheoryDataRow<string>> Pages =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Append(RepositoryFiles.PathOf("README.md")).Append(RepositoryFiles.PathOf("samples", "README.md"))
            .Where(page => PageExamples.Read(File.ReadAllText(page)).OfType<ExampleCommand>().Any())
            .Select(page => new TheoryDataRow<string>(Path.GetRelativePath(RepositoryFiles.Root, page)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_command_writes_what_the_page_shows(string page)
    {
        Prepare();
        foreach (var example in PageExamples.Read(File.ReadAllText(RepositoryFiles.PathOf(page))))
        {
            if (example is ExampleFile file)
            {
                _folder.Write(file.Name, file.Text);
            }
            else if (example is ExampleCommand command)
            {
                AssertShown(command);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Gives the folder of the examples the samples, the default rules and a command <c>k8saudit</c>.</summary>
    private void Prepare()
    {
        Directory.CreateSymbolicLink(_folder["samples"], RepositoryFiles.PathOf("samples"));
        Directory.CreateSymbolicLink(_folder["rules"], RepositoryFiles.PathOf("rules"));
        Directory.CreateDirectory(_folder[".bin"]);
        File.CreateSymbolicLink(_folder[".bin/k8saudit"], RunnerProcess.Program);
    }

    private void AssertShown(ExampleCommand command)
    {
        var result = ChildProcess.Run(new ProcessStartInfo("sh", ["-c", $"exec 2>&1; {command.Command}"])
        {
            WorkingDirectory = _folder.Path,
            Environment = { ["TZ"] = "UTC", ["PATH"] = $"{_folder[".bin"]}:{Environment.GetEnvironmentVariable("PATH")}" },
        });
        var output = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(command.IsShownBy(output), $"{command.Command}: the page shows\n{string.Join('\n', command.Output)}\nthe output is\n{result.Output}");
    }
}
