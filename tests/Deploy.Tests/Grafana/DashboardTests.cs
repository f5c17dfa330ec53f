using Deploy.Tests.Prometheus;

namespace Deploy.Tests.Grafana;

public class DashboardTests
{
    [Fact]
    public void The_dashboard_is_written_from_the_table_of_panels() => GeneratedDocument.AssertFile("deploy/grafana/k8saudit.json", Dashboard.Write());

    [Fact]
    public void The_chart_contains_the_dashboard() => GeneratedDocument.AssertFile("deploy/helm/k8saudit/files/dashboard.json", Dashboard.Write());

    [Fact]
    public void Every_metric_of_the_plugin_is_on_the_dashboard() => Assert.Empty(MetricNames.OfPlugin.Except(Shown()));

    [Fact]
    public void No_two_panels_of_a_group_have_one_title() =>
        Assert.All(Panels.Groups, group => Assert.Distinct(group.Panels.Select(panel => panel.Title)));

    private static IEnumerable<string> Shown() =>
        Panels.Groups.SelectMany(group => group.Panels).SelectMany(panel => panel.Queries).SelectMany(query => MetricNames.In(query.Expression));
}
