using System.Diagnostics;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>A named pipe or a device in place of a file is an error; reading it could wait without limit.</summary>
public sealed class SpecialFilesTests : RunnerTest
{
    private readonly string _pipe;

    public SpecialFilesTests()
    {
        Directory.CreateDirectory(Folder["files"]);
        _pipe = Path.Combine(Folder["files"], "pipe.yaml");
        using var mkfifo = Process.Start("mkfifo", [_pipe]);
        mkfifo.WaitForExit();
    }

    [Fact]
    public void A_configuration_file() => AssertError(RunnerProcess.Run("-c", _pipe, "1"));

    [Fact]
    public void A_file_of_a_directory_in_config_files() => AssertError(Run("1", "-o", $"config_files[]={Folder["files"]}"));

    [Fact]
    public void A_rules_file() => AssertError(Run("1", "-r", _pipe));

    [Fact]
    public void A_file_of_a_directory_of_rules() => AssertError(Run("1", "-r", Folder["files"]));

    [Fact]
    public void A_rules_file_of_the_configuration() => AssertError(Run("1", "-o", $"rules_files[]={_pipe}"));

    [Fact]
    public void A_file_of_certificates() =>
        AssertError(Run("1", "-o", $"http_output={{enabled: true, url: 'https://127.0.0.1:1', ca_cert: {_pipe}}}"));

    [Fact]
    public void A_rules_file_that_a_pipe_replaces_leaves_the_rules_in_use()
    {
        using var runner = Start("tick:1000000");
        runner.WaitForOutput("Any n1");
        File.Move(_pipe, RulesFile, overwrite: true);
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("the previous configuration and rules stay in use");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
    }

    private void AssertError((int Code, string Output, string Errors) run)
    {
        Assert.Equal(1, run.Code);
        Assert.Contains(_pipe, run.Errors, StringComparison.Ordinal);
        Assert.Contains("it is a named pipe, expected a regular file", run.Errors, StringComparison.OrdinalIgnoreCase);
    }
}
