namespace DefaultRules.Tests;

public class SampleTests
{
    /// <summary>The alerts by rule, compared with a file of lines <c>count rule</c>.</summary>
    private static async Task AssertAlerts(string expected, string sample, string ruleMatching, params string[] rulesFiles)
    {
        await AssertCounts(expected, Runner.Alerts(Runner.Sample(sample), ruleMatching, rulesFiles));
    }

    private static async Task AssertCounts(string expected, Alert[] alerts)
    {
        var counts = alerts.CountBy(alert => alert.Rule).Select(rule => $"{rule.Value} {rule.Key}");
        var lines = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "Expected", expected + ".txt"), TestContext.Current.CancellationToken);
        Assert.Equal(lines.Order(StringComparer.Ordinal), counts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("shop-cluster", "all")]
    [InlineData("shop-cluster", "first")]
    [InlineData("cluster-boot", "all")]
    [InlineData("cluster-boot", "first")]
    [InlineData("attack", "all")]
    [InlineData("attack", "first")]
    public Task A_capture_gives_the_alerts_that_its_events_deserve(string sample, string ruleMatching) =>
        AssertAlerts($"{sample}.{ruleMatching}", sample, ruleMatching, Runner.DefaultRules);

    [Theory]
    [InlineData("shop-cluster", "samples")]
    [InlineData("cluster-boot", "samples")]
    [InlineData("attack", "samples")]
    [InlineData("kube-1.36-attacks", "tests/DefaultRules.Tests/Detection")]
    [InlineData("kube-1.36-quiet", "tests/DefaultRules.Tests/Detection")]
    public Task A_capture_gives_the_alerts_of_all_rules_with_the_built_in_configuration(string capture, string folder) =>
        AssertCounts($"{capture}.builtin", Runner.BuiltInAlerts(RepositoryFiles.PathOf(folder, $"{capture}.jsonl")));

    [Theory]
    [InlineData("shop-cluster")]
    [InlineData("cluster-boot")]
    public Task Local_rules_change_what_they_name_and_nothing_else(string sample) =>
        AssertAlerts($"{sample}.local", sample, "all", Runner.DefaultRules, Runner.LocalRules);

    [Fact]
    public void The_privileged_pod_gives_one_alert_with_its_own_time()
    {
        var alert = Assert.Single(Runner.Alerts(Runner.Sample("privileged-pod"), "all", Runner.DefaultRules));
        Assert.Equal("Create Privileged Pod", alert.Rule);
        Assert.Equal("Warning", alert.Priority);
        Assert.Equal(new DateTimeOffset(2018, 10, 25, 14, 9, 12, TimeSpan.Zero).AddTicks(5815410), alert.Time);
    }

    [Fact]
    public void The_privileged_pod_is_reported_in_one_line() =>
        Assert.StartsWith(
            "14:09:12.581541000: Warning Privileged pod created "
            + "(user=system:serviceaccount:kube-system:replicaset-controller impersonated=<NA> "
            + "pod=nginx-deployment-5cdcc99dbf-rgw6z ns=default resource=pods images=(nginx) ",
            Runner.Output(Runner.Sample("privileged-pod")),
            StringComparison.Ordinal);

    [Fact]
    public void An_ephemeral_container_is_shown_by_name_and_image()
    {
        var alerts = Runner.Alerts(Runner.Sample("shop-cluster"), "all", Runner.DefaultRules);
        var outputs = alerts.Where(alert => alert.Rule == "EphemeralContainers Created").Select(alert => alert.Output).ToArray();
        Assert.Contains("ephemeral_names=(debugger-9wssz) ephemeral_images=(busybox) privileged=<NA>", outputs[0], StringComparison.Ordinal);
        Assert.Contains("ephemeral_names=(dbg) ephemeral_images=(busybox) privileged=(true)", outputs[1], StringComparison.Ordinal);
    }
}
