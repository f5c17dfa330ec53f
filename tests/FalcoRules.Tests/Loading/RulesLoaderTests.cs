using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Loading;

public sealed class RulesLoaderTests
{
    [Fact]
    public void No_files_give_no_rules() => Assert.Empty(Clean().Rules);

    [Fact]
    public void A_rule_of_a_source_that_is_not_loaded_is_skipped_with_a_warning_and_its_macros_and_lists_count_as_used() =>
        Finds(
            """
            rules.yaml:9:11: warning: The source 'k8s_audt' is not loaded, so the rule is skipped: loaded are k8s_audit, other (did you mean 'k8s_audit'?). [LOAD_UNKNOWN_SOURCE] (rule 'A')
            rules.yaml:11:9: warning: The source 'syscall' is not loaded, so the rule is skipped: loaded are k8s_audit, other. [LOAD_UNKNOWN_SOURCE] (rule 'B')
            """,
            """
            - list: l
              items: [x]
            - macro: m
              condition: proc.name in (l)
            - rule: A
              desc: d
              condition: m and undefined and nonsense ( =
              output: '%nope'
              source: k8s_audt
              priority: INFO
            - rule: B
              desc: d
              condition: not m or undefined
              output: o
              priority: INFO
            - rule: B
              condition: and more
              override: {condition: append}
            """);

    [Theory]
    [InlineData("ka.verb = get and ka.nope = x", "o", "3:32", "ka.nope")]
    [InlineData("ka.verb = get", "o %ka.nope", "4:14", "ka.nope")]
    [InlineData("tolower(ka.nope) = x", "o", "3:22", "ka.nope")]
    public void A_rule_with_skip_if_unknown_filter_is_skipped_if_a_field_does_not_exist(string condition, string output, string place, string field)
    {
        var yaml = $"- rule: R\n  desc: d\n  condition: {condition}\n  output: {output}\n  priority: INFO\n  source: k8s_audit\n";
        var skipped = Load(yaml + "  skip-if-unknown-filter: true\n" + Rule(name: "Other"));
        var refused = Load(yaml);

        Assert.Equal("Other", Assert.Single(skipped.Ruleset!.Rules).Name);
        Assert.Equal(
            $"rules.yaml:{place}: warning: The event source 'k8s_audit' has no field '{field}'. The rule is skipped, because it has 'skip-if-unknown-filter'. [LOAD_UNKNOWN_FILTER] (rule 'R')",
            Summary(skipped));
        Assert.StartsWith($"rules.yaml:{place}: error: The event source 'k8s_audit' has no field '{field}'", Summary(refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_mistakes_of_a_rule_with_skip_if_unknown_filter_are_errors() =>
        Assert.Contains("error", Summary(Load(Rule("evt.num = many", more: "skip-if-unknown-filter: true"))), StringComparison.Ordinal);

    [Fact]
    public void A_comparison_with_the_placeholder_for_no_value_is_a_warning()
    {
        var warning = Assert.Single(Load(Rule("ka.user.name != \"<NA>\"")).Diagnostics);

        Assert.Equal(("LOAD_UNSAFE_NA_CHECK", "rule 'R'"), (warning.Code, warning.Context));
    }

    [Theory]
    [InlineData("%newer(ka.verb)", "'newer' is not a transformer")]
    [InlineData("%nofield", "No field or transformer follows this '%'")]
    [InlineData("%ka.uri.param", "'ka.uri.param' needs an argument")]
    [InlineData("%newer.field", "The event source 'k8s_audit' has no field 'newer.field'")]
    public void An_output_that_cannot_be_read_skips_a_rule_that_tolerates_unknown_fields(string output, string message)
    {
        var rule = Rule().Replace("%ka.verb", output, StringComparison.Ordinal);

        Assert.False(Load(rule).Succeeded);
        var skipped = Load(rule.TrimEnd() + "\n  skip-if-unknown-filter: true\n" + Rule(name: "Other"));
        Assert.Equal(["Other"], skipped.Ruleset!.Rules.Select(other => other.Name));
        var warning = Assert.Single(skipped.Diagnostics);
        Assert.Equal("LOAD_UNKNOWN_FILTER", warning.Code);
        Assert.StartsWith(message, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "", "It was %ka.verb")]
    [InlineData("for %ka.user.name", "", "", "", "It was %ka.verb for %ka.user.name")]
    [InlineData("x", "k8s_audit", "", "R", "It was %ka.verb x")]
    [InlineData("x", "other", "", "", "It was %ka.verb")]
    [InlineData("x", "", "", "S", "It was %ka.verb")]
    [InlineData("x", "", "a,b", "", "It was %ka.verb x")]
    [InlineData("x", "", "a,c", "", "It was %ka.verb")]
    public void Additions_to_the_output_apply_to_the_rules_that_they_name(string extra, string source, string tags, string rule, string expected)
    {
        var addition = new OutputAddition
        {
            ExtraOutput = extra,
            Source = source.Length == 0 ? null : source,
            Tags = tags.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Rule = rule.Length == 0 ? null : rule,
        };

        Assert.Equal(expected, Assert.Single(Clean(Everything with { OutputAdditions = [addition] }, Rule(more: "tags: [a, b]")).Rules).Output.Text);
    }

    [Fact]
    public void Additions_are_appended_in_order_and_fields_are_set_by_name()
    {
        var environment = Everything with
        {
            OutputAdditions =
            [
                new() { ExtraOutput = "one", ExtraFields = [new("who", "%ka.user.name"), new("what", "first")] },
                new() { SuggestedOutput = true, ExtraFields = [new("what", "then %ka.verb")] },
                new() { ExtraOutput = "two" },
            ],
        };

        var output = Assert.Single(Clean(environment, Rule()).Rules).Output;

        Assert.Equal("It was %ka.verb one ka_target_namespace=%ka.target.namespace two", output.Text);
        Assert.Equal(["ka.target.namespace", "ka.verb", "what", "who"], output.Fields.Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_mistake_in_an_addition_is_one_error_and_shows_the_addition()
    {
        var result = Load(Everything with { OutputAdditions = [new() { ExtraOutput = "by %ka.nope" }] }, Rule(name: "A") + Rule(name: "B"));

        Assert.Equal(
            "append_output:1:5: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_OUTPUT]\n  by %ka.nope\n      ^^^^^^^",
            Assert.Single(result.Diagnostics).Render());
    }

    [Fact]
    public void A_mistake_in_an_added_field_is_one_error() =>
        Assert.Equal(
            "extra field 'who':1:2: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_OUTPUT]",
            Summary(Load(Everything with { OutputAdditions = [new() { ExtraFields = [new("who", "%ka.nope")] }] }, Rule(name: "A") + Rule(name: "B"))));

    [Fact]
    public void Container_info_is_removed_from_outputs_with_a_warning()
    {
        var result = Load(Rule().Replace("It was %ka.verb", "at %ka.verb (%container.info) %container.info", StringComparison.Ordinal));

        Assert.Equal("at %ka.verb () ", Assert.Single(result.Ruleset!.Rules).Output.Text);
        Assert.Equal(
            ["4:24 LOAD_DEPRECATED_ITEM", "4:41 LOAD_DEPRECATED_ITEM"],
            result.Diagnostics.Select(diagnostic => $"{Position(diagnostic)} {diagnostic.Code}"));
    }

    [Fact]
    public void Rules_files_of_a_default_and_a_local_file_work_together()
    {
        const string defaults = """
            - required_engine_version: 15
            - required_plugin_versions:
              - name: k8saudit
                version: 0.7.0
                alternatives:
                  - {name: k8saudit-eks, version: 0.4.0}

            - list: vertical_pod_autoscaler_users
              items: ["vpa-recommender", "vpa-updater"]
            - list: allowed_k8s_users
              items: ["minikube", "kubelet", vertical_pod_autoscaler_users]
            - macro: kevt
              condition: (ka.verb in (create, update))
            - macro: system_user
              condition: ka.user.name startswith "system:"
            - macro: non_system_user
              condition: (not system_user)
            - macro: user_known_pod_activities
              condition: (evt.num = 0)

            - rule: Disallowed K8s User
              desc: A user outside of the allowed ones did something.
              condition: >
                kevt and non_system_user
                and not ka.user.name in (allowed_k8s_users)
              output: K8s Operation performed by user not in allowed list (user=%ka.user.name verb=%ka.verb)
              priority: WARNING
              source: k8s_audit
              tags: [k8s]

            - rule: Pod Created
              desc: A pod was created
              condition: kevt and not user_known_pod_activities
              exceptions:
                - name: user_target
                  fields: [ka.user.name, ka.target.name]
                  comps: [=, startswith]
              output: Pod created (user=%ka.user.name)
              priority: NOTICE
              source: k8s_audit
              tags: [k8s, pods]

            - rule: Noisy
              desc: Too much
              condition: kevt
              output: Something (verb=%ka.verb)
              priority: DEBUG
              source: k8s_audit
            """;
        const string local = """
            # What this cluster knows to be fine
            - list: allowed_k8s_users
              items: [alice, "ci bot"]
              override:
                items: append

            - macro: user_known_pod_activities
              condition: (ka.target.namespace = "load-test")
              override:
                condition: replace

            - rule: Pod Created
              exceptions:
                - name: user_target
                  values:
                    - [deployer, web-]
              priority: WARNING
              tags: [team-a]
              override:
                exceptions: append
                priority: replace
                tags: append

            - rule: Noisy
              enabled: false
              override:
                enabled: replace
            """;

        var rules = Clean(defaults, local).Rules;

        Assert.Equal(
            """
            Disallowed K8s User|Warning|k8s|True|ka.verb in (create, update) and not ka.user.name startswith system: and not ka.user.name in (minikube, kubelet, vpa-recommender, vpa-updater, alice, "ci bot")
            Pod Created|Warning|k8s,pods,team-a|True|ka.verb in (create, update) and not ka.target.namespace = load-test and not (ka.user.name = deployer and ka.target.name startswith web-)
            Noisy|Debug||False|ka.verb in (create, update)
            """.ReplaceLineEndings("\n"),
            string.Join('\n', rules.Select(rule => string.Join('|', rule.Name, rule.Priority, string.Join(',', rule.Tags), rule.Enabled, rule.Condition))));
    }

    private static string Position(FalcoRules.Text.Diagnostic diagnostic)
    {
        var position = diagnostic.Source.Position(diagnostic.Span.Start);
        return $"{position.Line}:{position.Column}";
    }
}
