using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary><c>explain</c> with the published plugins and the default rules.</summary>
public sealed partial class ExplainTests : IDisposable
{
    private const string Exec = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a1","stage":"ResponseStarted","requestURI":"/api/v1/namespaces/shop/pods/web/exec?command=sh","verb":"create","user":{"username":"jane"},"sourceIPs":["10.0.0.1"],"objectRef":{"resource":"pods","namespace":"shop","name":"web","apiVersion":"v1","subresource":"exec"},"responseStatus":{"code":101},"requestReceivedTimestamp":"2026-01-01T10:00:00.000000Z","stageTimestamp":"2026-01-01T10:00:00.100000Z"}""";
    private const string Read = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a2","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods/web","verb":"get","user":{"username":"kubernetes-admin"},"sourceIPs":["10.0.0.1"],"objectRef":{"resource":"pods","namespace":"shop","name":"web","apiVersion":"v1"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-01-01T10:00:01.000000Z","stageTimestamp":"2026-01-01T10:00:01.100000Z"}""";
    private const string Rules = """
        - list: shells
          items: [sh, bash]
        - macro: exec
          condition: ka.target.subresource = exec
        - rule: Shell in a pod
          desc: d
          source: k8s_audit
          condition: exec and ka.user.name != jane and ka.uri.param[command] in (shells)
          output: shell by %ka.user.name (pod=%ka.req.pod.containers.image)
          priority: WARNING
        - rule: Exec
          desc: d
          source: k8s_audit
          condition: exec
          output: exec (image=%ka.req.pod.containers.image user=%ka.user.name)
          priority: NOTICE
        - rule: Exec again
          desc: d
          source: k8s_audit
          condition: exec
          output: exec
          priority: NOTICE
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rule_that_does_not_match_shows_the_part_that_decides_with_the_value_of_its_field()
    {
        var (code, output, errors) = Explain([Exec], "Shell in a pod");

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            """
            Event 1 2026-01-01T10:00:00.100000000+0000 auditID=a1
              jane create pods/exec shop/web (ResponseStarted, 101)
              Shell in a pod (Warning) does not match
                true  macro exec
                false ka.user.name != jane  [ka.user.name = jane]  <-- decides
                true  ka.uri.param[command] in (shells)  [ka.uri.param[command] = sh]


            """, output);
    }

    [Fact]
    public void A_rule_that_matches_says_why_a_field_of_its_output_has_no_value_and_which_rule_is_reported_instead()
    {
        var (_, output, _) = Explain([Exec], "-o", "rule_matching=first");

        Assert.Contains("Exec (Notice) matches\n    true  macro exec\n    output ka.req.pod.containers.image = <NA>: the event has no requestObject; its level is Metadata, which the audit policy sets\n", output, StringComparison.Ordinal);
        Assert.Contains("Exec again (Notice) matches, but only 'Exec' is reported, because rule_matching is first\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_do_not_come_close_are_one_line_for_each_value_that_rules_them_out() =>
        Assert.Contains("  3 rules do not come close, because ka.target.subresource is <NA>\n", Explain([Read]).Output, StringComparison.Ordinal);

    [Fact]
    public void Verbose_opens_macros_and_lists_and_rules_that_do_not_come_close()
    {
        var (_, output, _) = Explain([Read], "--verbose", "Shell in a pod");

        Assert.Contains(
            "    false macro exec\n    false   ka.target.subresource = exec  [ka.target.subresource = <NA>]  <-- decides\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains("    false ka.uri.param[command] in (sh, bash)  [ka.uri.param[command] = <NA>]\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_event_is_explained_by_its_audit_id_and_a_missing_one_is_an_error()
    {
        var (_, output, _) = Explain([Exec, Read], "--audit-id", "a2");
        Assert.StartsWith("Event 2 2026-01-01T10:00:01.100000000+0000 auditID=a2\n", output, StringComparison.Ordinal);

        var (code, _, errors) = Explain([Exec, Read], "--audit-id", "a3");
        Assert.Equal(1, code);
        Assert.Contains("has the audit ID 'a3'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_whole_tree_and_what_decides()
    {
        using var json = JsonDocument.Parse(Explain([Exec], "--output", "json", "Shell in a pod").Output);

        var rule = json.RootElement.GetProperty("rules")[0];
        Assert.False(rule.GetProperty("matches").GetBoolean());
        Assert.Equal("ka.user.name != jane", Assert.Single(rule.GetProperty("deciding").EnumerateArray()).GetString());
        Assert.Equal(
            "ka.target.subresource = exec",
            rule.GetProperty("condition").GetProperty("parts")[0].GetProperty("parts")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void Several_inputs_are_read_as_by_a_run_with_or_without_a_rule()
    {
        var rules = _folder.Write("rules.yaml", Rules);
        var plain = _folder.Write("plain.jsonl", Exec + "\n");
        var compressed = Path.Combine(_folder.Path, "logs", "compressed.jsonl.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(compressed)!);
        using (var gzip = new GZipStream(File.Create(compressed), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Read + "\n"));
        }

        string[][] inputs = [[plain, compressed], [plain, Path.Combine(_folder.Path, "logs")], [Path.Combine(_folder.Path, "**", "*.jsonl*")]];
        foreach (var input in inputs)
        {
            foreach (var rule in new string[][] { [], ["Shell in a pod"] })
            {
                var (code, output, errors) = RunnerProcess.Run(["explain", "-r", rules, .. rule, .. input]);

                Assert.Equal((0, ""), (code, errors));
                Assert.Equal(["auditID=a1", "auditID=a2"], AuditId().Matches(output).Select(match => match.Value).Order());
            }
        }

        Assert.Contains("auditID=a2", RunnerProcess.Run("explain", "-r", rules, "--audit-id", "a2", plain, compressed).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shell", "Shell in a pod (Warning)")]
    [InlineData("Exec", "Exec (Notice)")]
    public void A_rule_is_found_by_its_name_or_by_a_part_that_no_other_name_has(string name, string shown) =>
        Assert.Contains(shown, Explain([Exec], name).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("exe", "'Exec', 'Exec again'; give the whole name of one")]
    [InlineData("nothing", "there is no enabled rule 'nothing'")]
    public void A_rule_that_is_not_found_is_an_error_with_what_there_is(string name, string error)
    {
        var (code, _, errors) = Explain([Exec], name);

        Assert.Equal(1, code);
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }

    [GeneratedRegex("auditID=a[0-9]")]
    private static partial Regex AuditId();

    private (int Code, string Output, string Errors) Explain(string[] events, params string[] arguments)
    {
        var rules = _folder.Write("rules.yaml", Rules);
        var input = _folder.Write("events.jsonl", string.Join('\n', events) + "\n");
        return RunnerProcess.Run(["explain", "-r", rules, .. arguments, input]);
    }
}
