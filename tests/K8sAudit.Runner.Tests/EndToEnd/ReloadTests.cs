using System.Diagnostics;
using System.Text;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Rules and configuration that change while the program runs.</summary>
public sealed class ReloadTests : RunnerTest
{
    private const string Changed = "- {rule: Changed, desc: d, source: sample, condition: sample.number >= 0, output: Changed %sample.number, priority: INFO}";

    [Fact]
    public void Changed_rules_replace_the_previous_ones_and_detections_of_both_are_counted()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");

        File.WriteAllText(RulesFile, Changed);
        runner.WaitForOutput(": Informational Changed ");

        AssertEnds(runner);
        Assert.Contains("   Any number: ", runner.Output, StringComparison.Ordinal);
        Assert.Contains("   Changed: ", runner.Output, StringComparison.Ordinal);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_directory_whose_files_are_swapped_by_a_symbolic_link_is_reloaded()
    {
        var mount = Mount(0);
        using var runner = StartTicking("-r", mount);
        runner.WaitForOutput(" Version 0 1");

        Update(mount, 1);

        runner.WaitForOutput(" Version 1 ");
        AssertEnds(runner);
    }

    [Fact]
    public void Rules_that_cannot_be_used_are_reported_and_the_previous_ones_stay_in_use()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");

        File.WriteAllText(RulesFile, Changed.Replace("sample.number", "sample.nmber", StringComparison.Ordinal));
        runner.WaitForErrors("the change cannot be used; the previous configuration and rules stay in use: the rules cannot be used");
        var before = runner.Output.Length;
        runner.WaitForMoreOutput(before, ": Informational Any ");

        File.WriteAllText(RulesFile, Changed);
        runner.WaitForOutput(": Informational Changed ");
        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    /// <summary>As in Falco (create_signal_handlers.cpp): a reader of the alerts must know that the new rules are not in use.</summary>
    [Theory]
    [InlineData(false, ": Critical Falco internal: hot restart failure: the rules cannot be used\\n")]
    [InlineData(true, ",\"output\":\"Falco internal: hot restart failure: the rules cannot be used\\n")]
    [InlineData(true, ",\"output_fields\":{},\"priority\":\"Critical\",\"rule\":\"Falco internal: hot restart failure\",\"source\":\"internal\",\"time\":\"")]
    public void A_reload_that_fails_is_an_alert(bool json, string expected)
    {
        using var runner = StartTicking("-o", $"json_output={(json ? "true" : "false")}");
        runner.WaitForOutput("Any n1");

        File.WriteAllText(RulesFile, "- rule: R");
        runner.WaitForOutput(expected);

        AssertEnds(runner);
        Assert.Single(runner.Output.Split('\n'), line => line.Contains("hot restart failure", StringComparison.Ordinal));
        AssertNothingMissing(runner);
    }

    [Fact]
    public void SIGHUP_reloads_and_alerts_go_to_the_outputs_of_the_new_configuration()
    {
        var file = Path.Combine(Folder.Path, "alerts");
        using var runner = StartTicking("-o", "watch_config_files=false");
        runner.WaitForOutput("Any n1");

        File.AppendAllText(
            Configuration,
            $"\nfile_output: {{enabled: true, keep_alive: true, filename: {file}}}\nstdout_output: {{enabled: false}}\njson_output: true\n");
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("Reloaded in ");

        AssertEnds(runner);
        var toFile = File.Exists(file) ? File.ReadAllLines(file) : [];
        Assert.All(toFile, line => Assert.StartsWith("{\"hostname\":", line, StringComparison.Ordinal));
        var toOutput = runner.Output.Split('\n')
            .Count(line => line.Contains(": Informational Any ", StringComparison.Ordinal) || line.Contains(": Warning Even ", StringComparison.Ordinal));
        Assert.Contains($"Events detected: {toFile.Length + toOutput}\n", runner.Output, StringComparison.Ordinal);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_source_whose_open_parameters_change_is_opened_again_and_with_the_previous_ones_where_that_fails()
    {
        File.WriteAllText(
            Configuration,
            File.ReadAllText(Configuration).Replace("open_params: \"3\"", "open_params: \"tick:1000000\"", StringComparison.Ordinal));
        using var reopened = Start("-o", "log_level=notice");
        reopened.WaitForOutput("Any n1");
        File.WriteAllText(Configuration, File.ReadAllText(Configuration).Replace("tick:1000000", "fail_open", StringComparison.Ordinal));
        reopened.WaitForErrors("event source 'sample' cannot be opened with the new configuration and is opened with the previous one");
        reopened.WaitForMoreOutput(reopened.Output.Length, ": Informational Any ");
        AssertEnds(reopened);
    }

    [Fact]
    public void A_changed_plugin_library_is_loaded_and_its_source_opened_again_and_an_unchanged_one_is_not()
    {
        var library = UseLibraryOfItsOwn();
        using var runner = Start("-o", "log_level=info");
        runner.WaitForOutput("Any n1");

        Replace(library, SamplePlugin.Library(SamplePlugin.Text("PLUGIN_VERSION", "2.0.0")));
        Reload(runner, "Loaded plugin 'sample@2.0.0' from file");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");
        Replace(library, SamplePlugin.Library(SamplePlugin.Text("PLUGIN_VERSION", "3.0.0")));
        Reload(runner, "Loaded plugin 'sample@3.0.0' from file");
        Reload(runner, "Reloaded in ");

        AssertEnds(runner);
        Assert.Equal(2, runner.Errors.Split($"plugin library {library} has changed").Length - 1);
        Assert.Equal(3, runner.Errors.Split("Reading event source 'sample'").Length - 1);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_changed_plugin_library_that_cannot_be_loaded_leaves_the_previous_one_in_use_and_the_log_asks_for_a_restart()
    {
        var library = UseLibraryOfItsOwn();
        using var runner = Start("-o", "log_level=info");
        runner.WaitForOutput("Any n1");

        Replace(library, Folder.Write("broken.so", "no library"));
        Reload(runner, $"plugin library {library} has changed, and the new one cannot be loaded while the old one is in use; restart the program to use it: ");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_reload_that_fails_does_not_change_the_settings_of_the_log()
    {
        using var runner = Start("tick:1000000");
        runner.WaitForOutput("Any n1");

        File.WriteAllText(
            Configuration,
            File.ReadAllText(Configuration)
                .Replace("log_level: warning", "log_level: emergency\ntime_format_iso_8601: true\npriority: nonsense", StringComparison.Ordinal));
        runner.WaitForErrors("the change cannot be used");
        File.WriteAllText(
            Configuration,
            File.ReadAllText(Configuration)
                .Replace("priority: nonsense", $"rules_files: [{Folder.Write("wrong.yaml", "- rule: R")}]", StringComparison.Ordinal)
                .Replace($"rules_files: [{RulesFile}]\n", "", StringComparison.Ordinal));
        runner.WaitForErrors("wrong.yaml:1:");

        AssertEnds(runner);
        Assert.DoesNotMatch("(?m)^[0-9]{4}-", runner.Errors);
    }

    [Fact]
    public void A_configuration_file_that_has_become_empty_is_not_used()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");

        File.WriteAllText(Configuration, "\n");
        runner.WaitForErrors($"the change cannot be used; the previous configuration and rules stay in use: configuration file {Configuration} is empty now");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_rules_file_that_has_become_empty_is_reported_and_the_run_continues()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");

        File.WriteAllText(RulesFile, "\n");
        runner.WaitForErrors($"rules file {RulesFile} is empty: it defines nothing");
        runner.WaitForErrors("no enabled rule looks at event source 'sample'");
        runner.WaitForErrors("Reloaded in ");
        File.WriteAllText(RulesFile, Changed);
        runner.WaitForOutput(": Informational Changed ");

        AssertEnds(runner);
    }

    [Fact]
    public void A_configured_rules_file_that_is_missing_during_a_reload_leaves_the_rules_in_use()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");

        File.Delete(RulesFile);
        runner.WaitForErrors($"the previous configuration and rules stay in use: {RulesFile} is missing now, and rules_files names it");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");
        File.WriteAllText(RulesFile, Changed);
        runner.WaitForOutput(": Informational Changed ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_reload_that_fails_with_an_unexpected_exception_changes_nothing()
    {
        using var runner = StartTicking();
        runner.WaitForOutput("Any n1");
        var configuration = File.ReadAllText(Configuration);

        File.WriteAllText(Configuration, configuration.Replace(SamplePlugin.Library(), "\"a\\0b\"", StringComparison.Ordinal));
        runner.WaitForErrors("the change cannot be used; the previous configuration and rules stay in use: ");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");
        File.WriteAllText(Configuration, configuration + "\n");
        Reload(runner, "Reloaded in ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_mounted_ConfigMap_that_is_updated_often_takes_no_more_descriptors()
    {
        var mount = Mount(0);
        using var runner = StartTicking("-r", mount);
        runner.WaitForOutput(" Version 0 ");
        var before = Descriptors(runner);

        for (var version = 1; version <= 5; version++)
        {
            Update(mount, version);
            runner.WaitForOutput($" Version {version} ");
        }

        // Less than one for each update; some are open for a moment.
        Assert.InRange(Descriptors(runner), 0, before + 4);
        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Theory]
    [InlineData("alerts.log")]
    [InlineData("rules/alerts.log")]
    [InlineData("rules/r.yaml")]
    public async Task Files_that_are_written_all_the_time_do_not_put_off_a_reload(string written)
    {
        var rules = Folder.Write("rules/a.yaml", Changed.Replace("Changed %", "One %", StringComparison.Ordinal));
        Folder.Write(written, "");
        using var runner = StartTicking("-r", Path.GetDirectoryName(rules)!);
        runner.WaitForOutput(" One 1");
        using var end = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await File.AppendAllTextAsync(Path.Combine(Folder.Path, written), "# more\n", TestContext.Current.CancellationToken);
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }, TestContext.Current.CancellationToken);

        File.WriteAllText(rules, Changed);
        runner.WaitForOutput(": Informational Changed ");
        await end.CancelAsync();
        await writer;

        AssertEnds(runner);
    }

    // A directory as the kubelet mounts a ConfigMap: the files are links through ..data, which is replaced.
    private string Mount(int version)
    {
        var mount = Path.Combine(Folder.Path, "mount");
        WriteVersion(version);
        File.CreateSymbolicLink(Path.Combine(mount, "..data"), $"..{version}");
        File.CreateSymbolicLink(Path.Combine(mount, "r.yaml"), "..data/r.yaml");
        return mount;
    }

    private void Update(string mount, int version)
    {
        WriteVersion(version);
        File.CreateSymbolicLink(Path.Combine(mount, "..tmp"), $"..{version}");
        using (var rename = Process.Start("mv", ["-T", Path.Combine(mount, "..tmp"), Path.Combine(mount, "..data")]))
        {
            rename.WaitForExit();
        }

        Directory.Delete(Path.Combine(mount, $"..{version - 1}"), recursive: true);
    }

    private void WriteVersion(int version) =>
        Folder.Write($"mount/..{version}/r.yaml", Changed.Replace("Changed %", $"Version {version} %", StringComparison.Ordinal));

    private static int Descriptors(RunnerProcess runner) => Directory.GetFileSystemEntries($"/proc/{runner.Id}/fd").Length;

    [Fact]
    public void Rules_from_a_pipe_stay_in_use_at_a_reload()
    {
        using var runner = RunnerProcess.StartIn(
            $"exec bash -c 'exec \"$@\" < <(cat {RulesFile})' bash \"$@\"",
            "-c",
            Configuration,
            "-r",
            "/dev/stdin",
            "tick:1000000");
        runner.WaitForOutput("Any n1");

        Reload(runner, "the change cannot be used; the previous configuration and rules stay in use: rules file /dev/stdin is a pipe");
        runner.WaitForMoreOutput(runner.Output.Length, ": Informational Any ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void Rules_from_a_pipe_are_read()
    {
        using var runner = RunnerProcess.StartIn($"cat {RulesFile} | \"$@\"", "-c", Configuration, "-r", "/dev/stdin");

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains(": Informational Any n1", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_continues_with_the_previous_library_has_the_values_of_its_fields()
    {
        var library = UseLibraryOfItsOwn();
        using var runner = Start("-o", "log_level=info", "-o", "watch_config_files=false");
        runner.WaitForOutput("Any n1");

        File.WriteAllText(Configuration, File.ReadAllText(Configuration).Replace("tick:1000000", "fail_open", StringComparison.Ordinal));
        Replace(library, SamplePlugin.Library(SamplePlugin.Text("PLUGIN_VERSION", "2.0.0")));
        File.WriteAllText(RulesFile, Changed);
        Reload(runner, "is opened with the previous one");
        runner.WaitForOutput(": Informational Changed ");

        AssertEnds(runner);
        AssertNothingMissing(runner);
    }

    [Fact]
    public void A_changed_password_of_the_http_output_is_used()
    {
        using var server = HttpSink.Start();
        using var runner = StartSending(server.Address.Replace("://", "://user:old@", StringComparison.Ordinal));
        Assert.Equal(Basic("user:old"), server.Next().Headers["Authorization"]);

        File.WriteAllText(Configuration, File.ReadAllText(Configuration).Replace("user:old", "user:new", StringComparison.Ordinal));

        WaitFor(server, request => request.Headers["Authorization"] == Basic("user:new"));
        AssertEnds(runner);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_replaced_certificate_authority_is_used_at_once_where_files_are_watched_and_after_a_signal_otherwise(bool watched)
    {
        using var certificate = TestCertificates.Create("server");
        using var unrelated = TestCertificates.Create("unrelated");
        using var server = HttpSink.StartTls(certificate);
        var authority = Folder.Write("certificates/ca.crt", unrelated.ExportCertificatePem());
        using var runner = StartSending(server.Address, $"http_output.ca_cert={authority}", $"watch_config_files={(watched ? "true" : "false")}");
        runner.WaitForErrors("http output: an alert could not be written");

        File.WriteAllText(authority, TestCertificates.Authority.ExportCertificatePem());
        if (!watched)
        {
            runner.Send(RunnerProcess.Signal.HangUp);
        }

        Assert.Equal("POST", server.Next().Method);
        AssertEnds(runner);
    }

    private RunnerProcess StartSending(string url, params string[] options)
    {
        File.AppendAllText(Configuration, $"\nhttp_output: {{enabled: true, url: \"{url}\"}}\n");
        return Start(["tick:1000000", "-o", "log_level=info", "-o", "stdout_output.enabled=false", .. options.SelectMany(option => new[] { "-o", option })]);
    }

    private static string Basic(string user) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}";

    private static void WaitFor(HttpSink server, Func<SinkRequest, bool> wanted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!wanted(server.Next()))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "no such request came");
        }
    }

    private string UseLibraryOfItsOwn()
    {
        var library = Path.Combine(Folder.Path, "libown.so");
        File.Copy(SamplePlugin.Library(), library);
        File.WriteAllText(
            Configuration,
            File.ReadAllText(Configuration)
                .Replace(SamplePlugin.Library(), library, StringComparison.Ordinal)
                .Replace("\"3\"", "\"tick:1000000\"", StringComparison.Ordinal));
        return library;
    }

    /// <summary>As an installer does it: the file that is loaded is not overwritten.</summary>
    private void Replace(string library, string other)
    {
        var next = Path.Combine(Folder.Path, "next.so");
        File.Copy(other, next);
        File.Move(next, library, overwrite: true);
    }

    private static void Reload(RunnerProcess runner, string expected)
    {
        var before = runner.Errors.Length;
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForMoreErrors(before, expected);
    }

    private RunnerProcess StartTicking(params string[] arguments) => Start(["tick:1000000", "-o", "log_level=info", .. arguments]);

    private static void AssertEnds(RunnerProcess runner)
    {
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
    }

    /// <summary>Every event fires one rule, before and after a reload.</summary>
    private static void AssertNothingMissing(RunnerProcess runner)
    {
        var captured = runner.Errors.Split("Captured Events: ")[1].Split(',')[0];
        Assert.Contains($"Events detected: {captured}\n", runner.Output + runner.Errors, StringComparison.Ordinal);
    }
}
