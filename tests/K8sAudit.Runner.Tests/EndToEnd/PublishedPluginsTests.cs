using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The program with the published plugins of this repository.</summary>
public sealed partial class PublishedPluginsTests : IDisposable
{
    private const string PrivilegedPod = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"4e6b9a3c-0001","stage":"ResponseComplete","verb":"create","requestURI":"/api/v1/namespaces/default/pods","user":{"username":"system:serviceaccount:kube-system:replicaset-controller","groups":["system:authenticated"]},"objectRef":{"resource":"pods","namespace":"default","apiVersion":"v1"},"responseStatus":{"code":201},"requestObject":{"kind":"Pod","metadata":{"name":"nginx-deployment-5cdcc99dbf-rgw6z"},"spec":{"containers":[{"name":"nginx","image":"nginx","securityContext":{"privileged":true}}]}},"responseObject":{"metadata":{"name":"nginx-deployment-5cdcc99dbf-rgw6z"}},"stageTimestamp":"2018-10-25T14:09:12.581541Z"}""";

    /// <summary>The falco.yaml that the original plugin's documentation shows.</summary>
    private const string DocumentedConfiguration = """
        plugins:
          - name: k8saudit
            library_path: libk8saudit.so
            init_config:
              sslCertificate: /etc/falco/falco.pem
            open_params: "http://:9765/k8s-audit"
          - name: json
            library_path: libjson.so
            init_config: ""

        load_plugins: [k8saudit, json]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_name_is_the_only_argument_needed() => AssertOnePrivilegedPod(RunnerProcess.Run(Input()));

    [Fact]
    public void The_documented_falco_yaml_works_unchanged() =>
        AssertOnePrivilegedPod(
            RunnerProcess.Run(
                "-c",
                _folder.Write("falco.yaml", DocumentedConfiguration),
                "-r",
                Path.Combine(AppContext.BaseDirectory, "rules", "k8s_audit_rules.yaml"),
                Input()));

    [Fact]
    public void A_falco_yaml_without_plugins_and_rules_that_exist_works_with_warnings()
    {
        var run = RunnerProcess.Run(
            "-c",
            _folder.Write("falco.yaml", "{load_plugins: [], rules_files: [/nowhere/falco_rules.yaml], engine: {kind: modern_ebpf}}"),
            Input());

        AssertOnePrivilegedPod(run);
        Assert.Contains("the configuration loads no plugins; the built-in ones are used: k8saudit, json", run.Errors, StringComparison.Ordinal);
        Assert.Contains("none of the configured rules files exists; the default rules are used: ", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>The texts and JSON values are those that Falco 0.44 prints, except that it shows a network as &lt;IPNET&gt;.</summary>
    [Fact]
    public void Numbers_durations_addresses_and_networks_are_compared_and_shown_by_their_types()
    {
        var rules = _folder.Write(
            "rules.yaml",
            """
            - rule: Typed
              desc: Compares every type
              condition: >
                ka.response.status >= 400 and ka.response.status in (401, 403) and ka.latency > 1000000000 and ka.source.ip = 10.0.0.1 and ka.source.ip in (::1, 10.0.0.1)
                and ka.source.net in (192.168.0.0/16, 10.0.0.0/8) and ka.source.net != fd00::/8 and ka.source.net != 10.1.0.0/16 and ka.latency exists
              output: status=%ka.response.status latency=%ka.latency ip=%ka.source.ip net=%ka.source.net
              priority: NOTICE
              source: k8s_audit
            """);
        var input = _folder.Write(
            "audit.jsonl",
            """{"auditID":"1","sourceIPs":["10.0.0.1"],"responseStatus":{"code":403},"requestReceivedTimestamp":"2018-10-25T14:09:12Z","stageTimestamp":"2018-10-25T14:09:14.000000007Z"}""");

        var (code, output, errors) = RunnerProcess.Run(input, "-r", rules, "-o", "json_output=true", "-o", "time_format_iso_8601=true");

        Assert.True(code == 0, errors);
        Assert.Contains("status=403 latency=2000000007 ip=10.0.0.1 net=10.0.0.1", output, StringComparison.Ordinal);
        Assert.Contains(
            "\"ka.latency\":2000000007,\"ka.response.status\":403,\"ka.source.ip\":\"10.0.0.1\",\"ka.source.net\":\"10.0.0.1\"",
            output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://me:TOPSECRET@127.0.0.1:0/k8s-audit")]
    [InlineData("https://me:TOPSECRET@127.0.0.1:0/k8s-audit")]
    [InlineData("ftp://me:TOPSECRET@host/path")]
    [InlineData("nats://me:TOPSECRET@host/subject?token=TOPSECRET")]
    [InlineData("http://127.0.0.1:0/k8s-audit?token=TOPSECRET")]
    [InlineData("me:TOPSECRET@host")]
    [InlineData("file://me:TOPSECRET@host/path")]
    [InlineData("{\"url\": \"ftp://host\", \"token\": \"TOPSECRET\"}")]
    [InlineData("-o", "plugins[0].init_config.sslKey=https://me:TOPSECRET@host", "http://127.0.0.1:0/k8s-audit")]
    [InlineData("-o", "plugins[0].init_config.password={nested: TOPSECRET}", "http://127.0.0.1:0/k8s-audit")]
    [InlineData("-o", "plugins[0].init_config.maxEventSize=https://me:TOPSECRET@host", "http://127.0.0.1:0/k8s-audit")]
    public void Neither_errors_nor_the_log_show_a_secret(params string[] arguments)
    {
        var (_, output, errors) = RunnerProcess.Run(["-M", "0.1", "-v", .. arguments]);

        Assert.DoesNotContain("TOPSECRET", output + errors, StringComparison.Ordinal);
        Assert.Matches("Error: |Reading event source", errors);
    }

    // Different audit IDs: equal events count as duplicates.
    private static string Batch(int first, int count) =>
        $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{string.Join(',', Enumerable.Range(first, count).Select(i => PrivilegedPod.Replace("4e6b9a3c-0001", $"4e6b9a3c-{i}", StringComparison.Ordinal)))}}]}""";

    [Fact]
    public async Task Every_event_of_an_acknowledged_post_is_evaluated_while_rules_are_reloaded()
    {
        const int posts = 40;
        const int events = 50;
        var rules = _folder.Write("rules.yaml", Rules(0));
        using var runner = RunnerProcess.Start("http://127.0.0.1:0/k8s-audit", "-r", rules, "-o", "log_level=info");
        runner.WaitForErrors("Reading event source");
        var address = new Uri($"http://127.0.0.1:{Port().Match(runner.Errors).Groups[1].Value}/k8s-audit");

        using var client = new HttpClient();
        for (var post = 1; post <= posts; post++)
        {
            // Renamed, so that a reload never reads an incomplete file.
            File.Move(_folder.Write("next", Rules(post)), rules, overwrite: true);
            runner.Send(RunnerProcess.Signal.HangUp);
            using var answer = await client.PostAsync(
                address,
                new StringContent(Batch(post * events, events), Encoding.UTF8, "application/json"),
                TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        runner.WaitForErrors("Reloaded in ");
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains($"Events detected: {posts * events}\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_event_of_an_acknowledged_post_is_evaluated_before_a_signal_ends_the_run()
    {
        using var runner = RunnerProcess.Start("http://127.0.0.1:0/k8s-audit", "-o", "log_level=info");
        runner.WaitForErrors("Reading event source");
        var port = Port().Match(runner.Errors).Groups[1].Value;
        var batch = Batch(0, 400);

        using var client = new HttpClient();
        using var answer = await client.PostAsync(
            new Uri($"http://127.0.0.1:{port}/k8s-audit"),
            new StringContent(batch, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Captured Events: 400,", runner.Errors, StringComparison.Ordinal);
        Assert.Contains("Triggered rules by rule name:\n   Create Privileged Pod: 400\n", runner.Output, StringComparison.Ordinal);
    }

    /// <summary>Files are watched for changes only while the input is not finite.</summary>
    [Fact]
    public void Input_from_a_FIFO_is_not_finite()
    {
        var rules = _folder.Write("rules.yaml", Rules(0));
        var fifo = Path.Combine(_folder.Path, "audit.fifo");
        using (var created = Process.Start("mkfifo", [fifo]))
        {
            created.WaitForExit();
        }

        using var runner = RunnerProcess.Start(fifo, "-r", rules, "-o", "log_level=info");
        using (var writer = new StreamWriter(fifo) { AutoFlush = true })
        {
            writer.Write($"{PrivilegedPod}\n");
            runner.WaitForOutput(": Informational Version 0\n");
            File.Move(_folder.Write("next", Rules(1)), rules, overwrite: true);
            runner.WaitForErrors("Reloaded in ");
            // The batch that was asked for before the reload is evaluated with the previous rules.
            var before = runner.Output.Length;
            writer.Write($"{PrivilegedPod}\n");
            runner.WaitForMoreOutput(before, ": Informational Version ");
            writer.Write($"{PrivilegedPod}\n");
            runner.WaitForOutput(": Informational Version 1\n");
        }

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 3\n", runner.Output, StringComparison.Ordinal);
    }

    /// <summary>The input waits for the output, so that a queue of one alert loses none; nothing is watched.</summary>
    [Fact]
    public void Input_from_a_file_is_finite()
    {
        var input = _folder.Write("audit.jsonl", string.Concat(Enumerable.Repeat($"{PrivilegedPod}\n", 5000)));

        var (code, output, errors) = RunnerProcess.Run(input, "-r", _folder.Write("rules.yaml", Rules(0)), "-o", "outputs_queue.capacity=1");

        Assert.True(code == 0, errors);
        Assert.Equal(5000, output.Split(": Informational Version 0\n").Length - 1);
    }

    /// <summary>The writer of a pipe waits, so that a queue of one alert loses none; and a queue without limit does not take memory for all of them.</summary>
    [Theory]
    [InlineData("cat {0} | \"$@\"", "-")]
    [InlineData("mkfifo {0}.fifo; cat {0} >{0}.fifo & exec \"$@\"", "{0}.fifo")]
    public void Input_from_a_pipe_waits_for_slow_outputs(string script, string input)
    {
        var file = _folder.Write("audit.jsonl", string.Concat(Enumerable.Repeat($"{PrivilegedPod}\n", 5000)));
        var rules = _folder.Write("rules.yaml", Rules(0));
        using var runner = RunnerProcess.StartIn(
            script.Replace("{0}", file, StringComparison.Ordinal),
            input.Replace("{0}", file, StringComparison.Ordinal),
            "-r",
            rules,
            "-o",
            "outputs_queue.capacity=1");

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Equal(5000, runner.Output.Split(": Informational Version 0\n").Length - 1);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("-")]
    public void Alerts_of_input_that_ends_and_that_are_not_delivered_fail_the_run(string input)
    {
        var file = Input();
        using var runner = RunnerProcess.StartIn(
            $"cat {file} | \"$@\"",
            input == "file" ? file : input,
            "-o",
            "file_output={enabled: true, filename: /dev/full}");

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Contains("Error: alerts were not delivered: 1 to the file output\n", runner.Errors, StringComparison.Ordinal);
    }

    /// <summary>A .NET library cannot be unloaded, so two of them are loaded at the same time.</summary>
    [Fact]
    public async Task A_newer_library_replaces_the_loaded_one_without_a_restart()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "libk8saudit.so");
        var library = Path.Combine(_folder.Path, "libk8saudit.so");
        File.Copy(published, library);
        var configuration = _folder.Write("falco.yaml", $"{{plugins: [{{name: k8saudit, library_path: {library}, open_params: 'http://127.0.0.1:0/k8s-audit'}}, {{name: json, library_path: libjson.so}}], log_level: info}}");
        using var runner = RunnerProcess.Start("-c", configuration);
        runner.WaitForErrors("Reading event source");
        await Post(runner, 0);

        File.Copy(published, $"{library}.next");
        File.SetLastWriteTimeUtc($"{library}.next", DateTime.UtcNow);
        File.Move($"{library}.next", library, overwrite: true);
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("Reloaded in ");
        await Post(runner, 1);
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains($"plugin library {library} has changed; the new one is loaded beside the old one", runner.Errors, StringComparison.Ordinal);
        Assert.Equal(2, Port().Count(runner.Errors));
        Assert.Contains("Events detected: 2\n", runner.Output, StringComparison.Ordinal);
    }

    private static async Task Post(RunnerProcess runner, int id)
    {
        using var client = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{Port().Matches(runner.Errors)[^1].Groups[1].Value}/k8s-audit");
        using var answer = await client.PostAsync(
            address,
            new StringContent(Batch(id, 1), Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void The_sample_plugin_written_with_the_SDK_is_loaded()
    {
        var configuration = _folder.Write("falco.yaml", $"{{plugins: [{{name: counter, library_path: {Path.Combine(AppContext.BaseDirectory, "libcounter.so")}, open_params: '250'}}], log_level: warning}}");
        var rules = _folder.Write("rules.yaml", "- {rule: Hundreds, desc: d, source: counter, condition: 'counter.even = true and counter.value in (100, 200, 300)', output: '%counter.value %counter.even', priority: INFO}");

        var (code, output, errors) = RunnerProcess.Run("-c", configuration, "-r", rules);

        Assert.Equal(0, code);
        Assert.Matches(@"^\S+: Informational 100 true\n\S+: Informational 200 true\nEvents detected: 2\n", output);
        Assert.Contains("Captured Events: 250,", errors, StringComparison.Ordinal);
    }

    private static string Rules(int version) =>
        $"- {{rule: Version {version}, desc: d, source: k8s_audit, condition: ka.verb = create, output: Version {version}, priority: INFO}}\n";

    private string Input() => _folder.Write("audit.jsonl", PrivilegedPod + "\n");

    private static void AssertOnePrivilegedPod((int Code, string Output, string Errors) run)
    {
        Assert.True(run.Code == 0, run.Errors);
        Assert.Matches(@"^14:09:12\.581541000: Warning Privileged pod created \(user=system:serviceaccount:kube-system:replicaset-controller .* pod=nginx-deployment-5cdcc99dbf-rgw6z ns=default .* images=\(nginx\) ", run.Output);
        Assert.EndsWith(
            "\nEvents detected: 1\nRule counts by severity:\n   WARNING: 1\nTriggered rules by rule name:\n   Create Privileged Pod: 1\n",
            run.Output,
            StringComparison.Ordinal);
        Assert.Matches(@"Driver Events:0\nDriver Drops:0\nElapsed time: \d+\.\d{3}, Captured Events: 1, \d+\.\d\d eps\n", run.Errors);
    }

    [GeneratedRegex(@"\(port (\d+)\)")]
    private static partial Regex Port();
}
