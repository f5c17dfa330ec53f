using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Tests.Reports;

public sealed class StatisticsTests
{
    [Fact]
    public void The_closing_lines_are_those_of_Falco()
    {
        var rules = Some.Ruleset(("Create Privileged Pod", "WARNING"), ("Never", "ERROR"), ("Quiet", "INFO"));
        var statistics = new Statistics(rules);
        statistics.Count(rules.Rules[2]);
        statistics.Count(rules.Rules[0]);
        statistics.Count(rules.Rules[0]);
        var output = new StringWriter();

        Statistics.WriteRun(output, [new SourceRun("k8s_audit", 1, TimeSpan.FromMilliseconds(4), true, null)]);
        statistics.WriteDetections(output);
        Statistics.WriteDrops(output);

        Assert.Equal(
            """
            Driver Events:0
            Driver Drops:0
            Elapsed time: 0.004, Captured Events: 1, 250.00 eps
            Events detected: 3
            Rule counts by severity:
               WARNING: 2
               INFO: 1
            Triggered rules by rule name:
               Create Privileged Pod: 2
               Quiet: 1
            Syscall event drop monitoring:
               - event drop detected: 0 occurrences
               - num times actions taken: 0

            """,
            output.ToString());
    }

    [Fact]
    public void Several_sources_have_a_line_each_with_their_names()
    {
        var output = new StringWriter();

        Statistics.WriteRun(output, [new SourceRun("a", 3, TimeSpan.FromSeconds(1.5), true, null), new SourceRun("b", 0, TimeSpan.Zero, false, null)]);

        Assert.Equal(
            "Driver Events:0\nDriver Drops:0\n(a) Elapsed time: 1.500, Captured Events: 3, 2.00 eps\n(b) Elapsed time: 0.000, Captured Events: 0, 0.00 eps\n",
            output.ToString());
    }
}
