namespace Deploy.Tests.Prometheus;

public class AlertRulesTests
{
    private static readonly string _tests = RepositoryFiles.PathOf("deploy", "prometheus", "alerts_test.yaml");

    [Fact]
    public void Prometheus_accepts_the_rules() => ChildProcess.Run(Tools.Program("promtool"), "check", "rules", AlertRule.File);

    [Fact]
    public void The_rules_pass_their_unit_tests() => ChildProcess.Run(Tools.Program("promtool"), "test", "rules", _tests);

    [Fact]
    public void Every_rule_has_a_unit_test_in_which_it_fires()
    {
        var tests = File.ReadAllText(_tests);
        Assert.All(AlertRule.ReadAll(), rule => Assert.Contains($"alertname: {rule.Alert}\n        exp_alerts:", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_uses_metrics_of_the_tables_or_of_the_API_server()
    {
        var known = MetricNames.OfPlugin.Concat(MetricNames.OfRunner).Append("apiserver_audit_error_total").ToHashSet();
        Assert.All(AlertRule.ReadAll(), rule => Assert.Subset(known, MetricNames.In(rule.Expr).ToHashSet()));
        Assert.All(AlertRule.ReadAll(), rule => Assert.NotEmpty(MetricNames.In(rule.Expr)));
    }

    [Fact]
    public void Every_reason_of_a_rejection_raises_the_alert() =>
        Assert.Equal(
            MetricNames.OfPlugin.Where(name => name.Contains("_events_rejected_", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            MetricNames.In(AlertRule.ReadAll().Single(rule => rule.Alert == "K8sAuditEventsRejected").Expr).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_has_a_severity_a_summary_and_what_to_do() => Assert.All(AlertRule.ReadAll(), rule =>
    {
        Assert.Contains(rule.Labels["severity"], (string[])["critical", "warning"]);
        Assert.Equal(["description", "summary"], rule.Annotations.Keys.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void The_chart_contains_the_rules() => GeneratedDocument.AssertFile("deploy/helm/k8saudit/files/alerts.yaml", File.ReadAllText(AlertRule.File));

    [Fact]
    public void Every_metric_that_a_page_names_exists()
    {
        var known = MetricNames.OfPlugin.Concat(MetricNames.OfRunner).ToHashSet();
        foreach (var page in Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md"))
        {
            // A name that ends in an underscore is the beginning of several.
            var names = MetricNames.In(File.ReadAllText(page))
                .Where(name => name.StartsWith("falcosecurity_", StringComparison.Ordinal) && !name.EndsWith('_'));
            Assert.Subset(known, names.ToHashSet());
        }
    }

    [Fact]
    public void Names_are_unique() => Assert.Distinct(AlertRule.ReadAll().Select(rule => rule.Alert));
}
