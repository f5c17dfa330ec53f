using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DefaultRules.Tests.Documentation;

/// <summary>The examples of the documentation, run as a reader runs them.</summary>
public sealed class PageExampleTests : IDisposable
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    /// <summary>The program as it is built, or, where the variable K8SAUDIT_PROGRAM names it, as it is published.</summary>
    private static readonly string _program = Environment.GetEnvironmentVariable("K8SAUDIT_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "k8saudit");

    private readonly string _folder = Directory.CreateTempSubdirectory("page-examples-").FullName;

    public static IEnumerable<TheoryDataRow<string>> Pages =>
        Directory.EnumerateFiles(Path.Combine(_root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(_root, "README.md")).Append(Path.Combine(_root, "samples/README.md"))
            .Where(page => PageExamples.Read(File.ReadAllText(page)).OfType<ExampleCommand>().Any())
            .Select(page => new TheoryDataRow<string>(Path.GetRelativePath(_root, page)));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_command_writes_what_the_page_shows(string page)
    {
        Prepare();
        foreach (var example in PageExamples.Read(await File.ReadAllTextAsync(Path.Combine(_root, page), TestContext.Current.CancellationToken)))
        {
            if (example is ExampleFile file)
            {
                await File.WriteAllTextAsync(Path.Combine(_folder, file.Name), file.Text, TestContext.Current.CancellationToken);
            }
            else if (example is ExampleCommand command)
            {
                var (code, output) = await RunAsync(command.Command);
                Assert.True(code == 0, $"{command.Command}: exit code {code}\n{string.Join('\n', output)}");
                Assert.True(command.IsShownBy(output), $"{command.Command}: the page shows\n{string.Join('\n', command.Output)}\nthe output is\n{string.Join('\n', output)}");
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Gives the folder of the examples the samples, the default rules and a command <c>k8saudit</c>.</summary>
    private void Prepare()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "samples"), Path.Combine(_root, "samples"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "rules"), Path.Combine(_root, "rules"));
        Directory.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, ".bin")).FullName, "k8saudit"), _program);
    }

    private async Task<(int Code, string[] Output)> RunAsync(string command)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec 2>&1; {command}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            Environment = { ["TZ"] = "UTC", ["PATH"] = $"{_folder}/.bin:{Environment.GetEnvironmentVariable("PATH")}" },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
