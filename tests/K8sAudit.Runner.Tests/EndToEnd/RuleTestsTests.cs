using System.Xml.Linq;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary><c>test</c> with the published plugins.</summary>
public sealed class RuleTestsTests : IDisposable
{
    private const string Rules = """
        - list: shells
          items: [sh, bash]
        - macro: exec
          condition: ka.target.subresource = exec
        - rule: Shell
          desc: d
          source: k8s_audit
          condition: exec and ka.uri.param[command] in (shells)
          output: shell by %ka.user.name (groups=%ka.user.groups code=%ka.response.code reason=%ka.response.reason)
          priority: WARNING
        - rule: Exec
          desc: d
          source: k8s_audit
          condition: exec and ka.user.name != admin
          output: exec by %ka.user.name
          priority: NOTICE
        """;

    private const string Template = """
        rules_files: [rules.yaml]
        templates:
          exec:
            kind: Event
            apiVersion: audit.k8s.io/v1
            auditID: a1
            stage: ResponseComplete
            stageTimestamp: "2026-01-01T10:00:00.000000Z"
            verb: create
            requestURI: /api/v1/namespaces/shop/pods/web/exec?command=sh
            user: {username: jane, groups: [dev, qa]}
            objectRef: {resource: pods, subresource: exec, namespace: shop, name: web}
            responseStatus: {code: 101}

        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Expected_alerts_with_priority_output_and_fields_pass()
    {
        var (code, output, errors) = Run("""
            tests:
              - name: a shell is reported
                events: [{template: exec}]
                alerts:
                  - rule: Shell
                    priority: warning
                    output: shell by jane (groups=(dev,qa) code=101 reason=<NA>)
                    fields: {ka.user.name: jane, ka.user.groups: [dev, qa], ka.response.code: 101, ka.response.reason: null}
                  - rule: Exec
                    output_contains: by jane
              - name: a command that is no shell is reported once
                events:
                  - template: exec
                    set: {/requestURI: "/api/v1/namespaces/shop/pods/web/exec?command=ls"}
                alerts: [{rule: Exec}]
              - name: the administrator may exec
                rules: [Exec]
                events:
                  - template: exec
                    set: {/user/username: admin, /user/groups: null}
                alerts: []
            """);

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"\A3 passed, 0 failed \(\d+\.\d\d s\)\n\z", output);
    }

    [Fact]
    public void A_missing_alert_says_for_each_event_which_part_of_the_condition_is_false()
    {
        var (code, output, _) = Run("""
            tests:
              - name: a shell is reported
                rules: [Shell]
                events:
                  - template: exec
                    set: {/requestURI: "/exec?command=zsh"}
                  - template: exec
                    set: {/objectRef/subresource: log}
                alerts: [{rule: Shell}]
            """);

        Assert.Equal(1, code);
        Assert.Contains(
            """
            : a shell is reported
              expected 1 alert of 'Shell', found 0
                event 1 does not match: 'ka.uri.param[command] in (shells)' is false [ka.uri.param[command] = zsh]
                event 2 does not match: 'ka.target.subresource = exec' is false [ka.target.subresource = log]
            0 passed, 1 failed
            """, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{rule: Shell}]", "unexpected alert of 'Exec' for event 1: exec by jane")]
    [InlineData("[{rule: Shell, count: 2}, {rule: Exec}]", "expected 2 alerts of 'Shell', found 1")]
    [InlineData("[{rule: Shell, priority: error}, {rule: Exec}]", "event 1: priority: expected Error, found Warning")]
    [InlineData("[{rule: Shell, output: shell by bob}, {rule: Exec}]", "event 1: output: expected 'shell by bob', found 'shell by jane (")]
    [InlineData("[{rule: Shell, output_contains: bob}, {rule: Exec}]", "expected a text with 'bob'")]
    [InlineData("[{rule: Shell, fields: {ka.user.name: bob}}, {rule: Exec}]", "ka.user.name: expected \"bob\", found \"jane\"")]
    [InlineData("[{rule: Shell, fields: {ka.verb: create}}, {rule: Exec}]", "no field ka.verb in the output, which has ")]
    [InlineData("[{rule: Shel}]", "there is no enabled rule 'Shel'; did you mean 'Shell'?")]
    public void A_difference_fails_the_test_and_says_what_was_expected_and_what_was_found(string alerts, string failure)
    {
        var (code, output, _) = Run($"""
            tests:
              - name: t
                events: [{"{template: exec}"}]
                alerts: {alerts}
            """);

        Assert.Equal(1, code);
        Assert.Contains(failure, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_come_from_mappings_json_templates_and_files()
    {
        _folder.Write("more.jsonl", Exec("a3") + "\n" + Exec("a4") + "\n");
        var (code, output, _) = Run($$$"""
            tests:
              - name: four events
                rules: [Exec]
                events:
                  - json: '{{{Exec("a1")}}}'
                  - event: {kind: Event, apiVersion: audit.k8s.io/v1, auditID: a2, stage: ResponseComplete, verb: create, user: {username: bob}, objectRef: {resource: pods, subresource: exec}}
                  - file: more.jsonl
                alerts:
                  - rule: Exec
                    count: 3
                    output: exec by jane
                  - rule: Exec
                    output: exec by bob
            """);

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Overrides_change_the_rules_for_one_test_alone()
    {
        var (code, output, _) = Run("""
            tests:
              - name: with zsh in the list
                rules: [Shell]
                overrides: |
                  - list: shells
                    items: [zsh]
                    override: {items: append}
                events: [{template: exec, set: {/requestURI: "/exec?command=zsh"}}]
                alerts: [{rule: Shell}]
              - name: without
                rules: [Shell]
                events: [{template: exec, set: {/requestURI: "/exec?command=zsh"}}]
                alerts: []
            """);

        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("test: []", "unknown configuration key 'test'; did you mean 'tests'?")]
    [InlineData("tests: []", "tests, a list with at least one test")]
    [InlineData("tests: [{name: a, events: [{template: exec}]}]", "alerts, a list of the expected alerts")]
    [InlineData("tests: [{name: a, alerts: []}]", "events, a list with at least one event")]
    [InlineData("tests: [{name: a, alert: [], events: [{template: exec}]}]", "did you mean 'alerts'?")]
    [InlineData("tests: [{name: a, alerts: [], events: [{template: exec, json: x}]}]", "one of event, json, template and file")]
    [InlineData("tests: [{name: a, alerts: [], events: [{template: none}]}]", "there is no template 'none' in this file; it has exec")]
    [InlineData("tests: [{name: a, alerts: [], events: [{template: exec, set: {user: x}}]}]", "expected a JSON pointer, which begins with '/', found 'user'")]
    [InlineData("tests: [{name: a, alerts: [], events: [{template: exec, set: {/verb/x/y: x}}]}]", "'/verb/x/y' leads nowhere")]
    [InlineData("tests: [{name: a, alerts: [], events: [{file: none.jsonl}]}]", "none.jsonl")]
    [InlineData("tests: [{name: a, alerts: [], events: [{template: exec}]}, {name: a, alerts: [], events: [{template: exec}]}]", "two tests have the name 'a'")]
    public void A_file_that_does_not_contain_tests_is_an_error_that_says_what_is_wrong(string tests, string error)
    {
        var (code, _, errors) = Run(tests);

        Assert.Equal(1, code);
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_whose_events_are_no_audit_events_fails()
    {
        var (code, output, _) = Run("tests: [{name: a, alerts: [], events: [{event: {kind: Pod}}]}]");

        Assert.Equal(1, code);
        Assert.Contains("no audit event was read", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tap_numbers_the_tests_and_shows_failures()
    {
        var (_, output, _) = Run(OneOfEach, "--output", "tap");

        Assert.Matches(
            """
            \ATAP version 14
            1\.\.2
            ok 1 - .*/tests\.yaml: passes
            not ok 2 - .*/tests\.yaml: fails \\# twice
              ---
              message: \|
                unexpected alert of 'Exec' for event 1: exec by jane
              \.\.\.
            """.ReplaceLineEndings("\n"), output);
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_file_and_a_failure_for_each_failed_test()
    {
        var suite = XDocument.Parse(Run(OneOfEach, "--output", "junit").Output).Root!.Element("testsuite")!;

        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(["passes", "fails # twice"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.Equal("unexpected alert of 'Exec' for event 1: exec by jane", suite.Elements("testcase").Last().Element("failure")!.Value);
    }

    [Fact]
    public void Coverage_lists_the_rules_macros_and_items_that_no_event_touched()
    {
        var (_, output, _) = Run(OneOfEach, "--coverage", "--filter", "PASSES");

        Assert.Contains(
            "Coverage: 1 of 2 rules, 1 of 1 macros, 0 of 2 list items\nRules that no event matched: Shell\nItems of list shells that no event had: bash, sh\n",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_selects_nothing_is_an_error()
    {
        var (code, _, errors) = Run(OneOfEach, "--filter", "nothing");

        Assert.Equal(1, code);
        Assert.Contains("no test has a name that contains 'nothing'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rules_files_the_default_rules_are_tested()
    {
        var tests = _folder.Write("default.yaml", $"""
            tests:
              - name: exec
                rules: [Attach/Exec Pod]
                events: [{"{"}json: '{Exec("a1")}'{"}"}]
                alerts: [{"{rule: Attach/Exec Pod}"}]
            """);

        var (code, output, errors) = RunnerProcess.Run("test", tests);

        Assert.True(code == 0, output + errors);
    }

    private static string OneOfEach => """
        tests:
          - name: passes
            events: [{template: exec, set: {/requestURI: /exec}}]
            alerts: [{rule: Exec}]
          - name: "fails # twice"
            rules: [Exec]
            events: [{template: exec}]
            alerts: []
        """;

    private static string Exec(string auditId) =>
        $$$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"{{{auditId}}}","stage":"ResponseStarted","requestURI":"/api/v1/namespaces/shop/pods/web/exec?command=ls","verb":"create","user":{"username":"jane"},"objectRef":{"resource":"pods","namespace":"shop","name":"web","subresource":"exec"}}""";

    private (int Code, string Output, string Errors) Run(string tests, params string[] arguments)
    {
        _folder.Write("rules.yaml", Rules);
        return RunnerProcess.Run(["test", .. arguments, _folder.Write("tests.yaml", Template + tests)]);
    }
}
