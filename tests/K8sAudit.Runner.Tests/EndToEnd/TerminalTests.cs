using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>What people see on a terminal. <c>script</c> gives the program a pseudo-terminal.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private const string Rules = """
        - rule: Secret read
          desc: d
          source: k8s_audit
          condition: ka.verb = get
          output: >-
            Secret read (user=%ka.user.name groups=%ka.user.groups impersonated=%ka.impuser.name ns=%ka.target.namespace verb=%ka.verb resp=%ka.response.code
            useragent=%ka.useragent auditid=%ka.auditid)
          priority: WARNING
        """;

    private readonly TempFolder _folder = new();
    private readonly string _rules;

    public TerminalTests() => _rules = _folder.Write("rules.yaml", Rules);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void An_alert_is_a_block_that_fits_the_width(int columns)
    {
        var lines = Screen(
            columns,
            "--color",
            "never",
            Event("jane", "2026-01-01", userAgent: new string('x', 150) + " kubectl/v1.32.4 (linux/amd64) kubernetes/4cb5f07"));

        Assert.Equal("2026-01-01 10:00:00  WARNING  Secret read", lines[0]);
        Assert.Equal("  Secret read", lines[1]);
        Assert.Equal("  jane get secrets shop/db from 10.0.0.1: 200", lines[2]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
        Assert.Contains("auditid=a1", string.Concat(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("<NA>", string.Concat(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("impersonated", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_date_is_shown_where_it_changes()
    {
        var lines = Screen(120, "--color", "never", Event("jane", "2026-01-01"), Event("jane", "2026-01-01"), Event("jane", "2026-01-02"));

        Assert.Equal(
            ["2026-01-01 10:00:00  WARNING  Secret read", "10:00:00  WARNING  Secret read", "2026-01-02 10:00:00  WARNING  Secret read"],
            lines.Where(line => line.EndsWith("Secret read", StringComparison.Ordinal) && line.Contains("WARNING", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_summary_counts_alerts_by_priority_rule_user_namespace_and_address()
    {
        var lines = Screen(120, "--color", "never", Event("jane", "2026-01-01"), Event("bob", "2026-01-01"), Event("jane", "2026-01-01"));

        Assert.Matches(
            """
            3 events in \d+\.\d s, 3 alerts
              by priority     Warning 3
              by rule         Secret read 3
              by user         jane 2, bob 1
              by namespace    shop 3
              by address      10.0.0.1 3
            """, string.Join('\n', lines));
        Assert.DoesNotContain("Driver", string.Concat(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("NO_COLOR=1", "", false)]
    [InlineData("", "--color never", false)]
    [InlineData("NO_COLOR=1", "--color always", true)]
    public void The_priority_is_coloured_unless_colours_are_refused(string environment, string options, bool isColoured)
    {
        var text = OnTerminal(120, environment, $"{options} -r {_rules} {Input(Event("jane", "2026-01-01"))}");

        Assert.Equal(isColoured, text.Contains("\u001b[33mWARNING\u001b[0m", StringComparison.Ordinal));
        Assert.Contains("WARNING", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_cannot_control_the_terminal()
    {
        var text = OnTerminal(120, "", $"--color never -r {_rules} {Input(Event("ja\\u001b[31mne\\u202e\\r\\n", "2026-01-01"))}");

        Assert.DoesNotContain("\u001b[31m", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        Assert.Contains("ja\\u001b[31mne\\u202e", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_gets_lines_of_text_and_a_terminal_does_with_output_text()
    {
        var input = Input(Event("jane", "2026-01-01"));
        const string line =
            "10:00:00.000000000: Warning Secret read (user=jane groups=<NA> impersonated=<NA> ns=shop verb=get resp=200 useragent=curl auditid=a1)";

        Assert.StartsWith($"{line}\nEvents detected: 1\n", RunnerProcess.Run("-r", _rules, input).Output, StringComparison.Ordinal);
        Assert.Contains(line, OnTerminal(200, "", $"--output text -r {_rules} {input}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_and_colours_can_be_had_without_a_terminal()
    {
        var (_, output, _) = RunnerProcess.Run("--color", "always", "-r", _rules, Input(Event("jane", "2026-01-01")));

        Assert.Contains("\u001b[33mWARNING\u001b[0m", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-o", "json_output=true")]
    [InlineData("--output", "json")]
    public void Standard_output_of_a_run_with_json_alerts_is_json_alone(string option, string value)
    {
        var (_, output, errors) = RunnerProcess.Run(option, value, "-r", _rules, Input(Event("jane", "2026-01-01"), Event("bob", "2026-01-01")));

        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line)).Count());
        Assert.Contains("Events detected: 2\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_can_be_json()
    {
        var (_, output, _) = RunnerProcess.Run("--summary", "json", "-r", _rules, Input(Event("jane", "2026-01-01"), Event("bob", "2026-01-01")));

        using var json = JsonDocument.Parse(output.Split('\n')[^2]);
        Assert.Equal(2, json.RootElement.GetProperty("alerts").GetInt64());
        Assert.Equal("Secret read", json.RootElement.GetProperty("rules")[0].GetProperty("name").GetString());
        Assert.Equal(["bob", "jane"], json.RootElement.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("name").GetString()));
    }

    [Fact]
    public void Without_arguments_a_terminal_shows_help_with_three_examples()
    {
        var text = OnTerminal(120, "", "");

        Assert.Equal(3, text.Split("  k8saudit ").Length - 1);
        Assert.Contains("k8saudit --help lists all options and commands.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Help_fits_the_width_of_the_terminal(int columns) => Assert.All(
        OnTerminal(columns, "", "demo --help").Split('\n').Where(line => !line.StartsWith("  k8saudit", StringComparison.Ordinal)),
        line => Assert.InRange(line.TrimEnd('\r').Length, 0, columns));

    [Fact]
    public void A_webhook_without_host_and_configuration_listens_on_loopback_and_says_so()
    {
        using var runner = RunnerProcess.Start("-r", _rules, "http://:0/k8s-audit");

        runner.WaitForErrors("listens on http://127.0.0.1:0/k8s-audit only; for API servers on other machines give http://0.0.0.0:0/k8s-audit");
    }

    [Fact]
    public void A_webhook_on_a_terminal_shows_the_kubeconfig_for_an_API_server()
    {
        var text = OnTerminal(120, "", $"-M 1 -r {_rules} http://127.0.0.1:0/k8s-audit");

        Assert.Contains("cluster: {server: \"http://127.0.0.1:PORT/k8s-audit\" }}]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_without_a_terminal_logs_where_an_API_server_sends_to()
    {
        using var runner = RunnerProcess.Start("-r", _rules, "http://127.0.0.1:0/k8s-audit");

        runner.WaitForErrors("waiting for an API server that sends its audit webhook to http://127.0.0.1:PORT/k8s-audit");
    }

    private static string Event(string user, string date, string userAgent = "curl") =>
        $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a1","stage":"ResponseComplete","requestURI":"/x","verb":"get","user":{"username":"{{user}}"},"sourceIPs":["10.0.0.1"],"userAgent":"{{userAgent}}","objectRef":{"resource":"secrets","namespace":"shop","name":"db"},"responseStatus":{"code":200},"stageTimestamp":"{{date}}T10:00:00.000000Z"}""";

    private string Input(params string[] events) => _folder.Write("events.jsonl", string.Join('\n', events) + "\n");

    private string[] Screen(int columns, string option, string value, params string[] events) =>
        [
            .. OnTerminal(columns, "", $"{option} {value} -r {_rules} {Input(events)}")
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .SkipWhile(line => !line.Contains("WARNING", StringComparison.Ordinal)),
        ];

    /// <summary>What the program shows on a terminal of that width, without the sequences that set the terminal up and erase the progress line.</summary>
    private static string OnTerminal(int columns, string environment, string arguments)
    {
        var command = $"stty cols {columns}; TZ=UTC TERM=xterm {environment} {RunnerProcess.Program} {arguments}";
        return SetUp().Replace(ChildProcess.Run("script", "-qec", command, "/dev/null").Output, "");
    }

    // A line is erased with what was shown on it before: the program may have had time for a progress line.
    [GeneratedRegex("\u001b\\[\\?1[hl]\u001b[=>]|[^\n]*\r\u001b\\[K")]
    private static partial Regex SetUp();
}
