using System.Diagnostics;
using K8sAudit.Runner.Commands;

namespace K8sAudit.Runner.Tests.Commands;

/// <summary>The completion scripts and the manual page, as the shells and <c>man</c> of the machine read them.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Command lines whose last word is completed, and what must be among the completions.</summary>
    public static TheoryData<string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string>
            {
                { "k8saudit explain au", "audit.jsonl" }, { "k8saudit --output = j", "json" }, { "k8saudit -r au", "audit.jsonl" },
            };
            foreach (var command in Subcommands.All)
            {
                lines.Add($"k8saudit {command.Name[..2]}", command.Name);
                command.ArgumentWords.ToList().ForEach(word => lines.Add($"k8saudit {command.Name} {word[..1]}", word));
                command.Options.ToList().ForEach(row => lines.Add($"k8saudit {command.Name} {row.Name[..2]}", row.Name));
            }

            foreach (var row in CommandLineOptions.All.Where(row => row.Group != OptionGroup.Refused))
            {
                lines.Add($"k8saudit {row.Name[..2]}", row.Name);
                row.Words.ToList().ForEach(word => lines.Add($"k8saudit {row.Name} {word[..1]}", word));
            }

            return lines;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bash_completes_commands_options_and_their_arguments()
    {
        _folder.Write("audit.jsonl", "");
        var script = _folder.Write("k8saudit.bash", Script("bash"));
        const string call = "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _k8saudit; echo \"${COMPREPLY[*]}\"";
        var calls = Lines.Select(line => $"COMP_WORDS=({line.Data.Item1}); {call}");

        var completions = Run("bash", _folder.Write("try.bash", $"source {script}\n{string.Join('\n', calls)}\n")).Split('\n');

        Assert.All(Lines.Zip(completions), pair => Assert.Contains(pair.First.Data.Item2, pair.Second.Split(' ')));
    }

    [Fact]
    public void Fish_completes_commands_options_and_their_arguments()
    {
        Assert.SkipUnless(IsInstalled("fish"), "fish is not installed");
        var script = _folder.Write("k8saudit.fish", Script("fish"));

        string[] lines = ["k8saudit --outp", "k8saudit test --output ", "k8saudit completion "];
        var completions = Run("fish", _folder.Write("try.fish", $"source {script}\n{string.Concat(lines.Select(line => $"complete -C '{line}'\n"))}"));

        Assert.All(["--output\t", "junit\t", "zsh"], expected => Assert.Contains(expected, completions, StringComparison.Ordinal));
    }

    [Fact]
    public void Zsh_accepts_the_script()
    {
        Assert.SkipUnless(IsInstalled("zsh"), "zsh is not installed");
        var script = _folder.Write("_k8saudit", Script("zsh"));

        Assert.Equal(
            "_k8saudit\n",
            Run("zsh", _folder.Write("try.zsh", $"autoload -U compinit\ncompinit -D -u\nsource {script}\necho ${{_comps[k8saudit]}}\n")));
    }

    [Fact]
    public void The_manual_page_has_every_option_and_command_and_no_error()
    {
        Assert.SkipUnless(IsInstalled("man") && IsInstalled("groff"), "man is not installed");
        var page = new StringWriter();
        ManPage.Write(page);
        var start = new ProcessStartInfo("man", ["-l", "--warnings", _folder.Write("k8saudit.1", page.ToString())]);
        start.Environment["MANWIDTH"] = "400";
        start.Environment["LC_ALL"] = "C.UTF-8";

        var (code, text, errors) = ChildProcess.TryRun(start) is var result ? (result.ExitCode, result.Output, result.Errors) : default;

        Assert.Equal((0, ""), (code, errors));
        Assert.All(Subcommands.All, command => Assert.Contains(command.Synopsis, text, StringComparison.Ordinal));
        Assert.All(
            CommandLineOptions.All.Where(row => row.Group != OptionGroup.Refused).Concat(Subcommands.All.SelectMany(command => command.Options)),
            row => Assert.Contains(row.Usage, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Completion_and_manual_page_are_written_without_a_configuration()
    {
        var (code, output, errors) = RunnerProcess.Run("completion", "bash");

        Assert.Equal((0, Script("bash"), ""), (code, output, errors));
        Assert.StartsWith(".TH K8SAUDIT 1", RunnerProcess.Run("man").Output, StringComparison.Ordinal);
    }

    private static string Script(string shell)
    {
        var output = new StringWriter();
        CompletionCommand.Write(shell, output);
        return output.ToString();
    }

    private string Run(string shell, string script) => ChildProcess.Run(new ProcessStartInfo(shell, [script]) { WorkingDirectory = _folder.Path }).Output;

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
