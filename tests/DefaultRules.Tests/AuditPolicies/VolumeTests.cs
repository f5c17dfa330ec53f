using System.Globalization;
using System.Text;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>docs/connect-api-server.md says how much the sample policy reports of captured events; this test writes the table.</summary>
public class VolumeTests
{
    private static readonly string[] _samples = ["cluster-boot", "shop-cluster"];

    [Fact]
    public void The_documentation_says_how_much_the_policy_reports() =>
        GeneratedDocument.AssertSection(
            "docs/connect-api-server.md",
            "VOLUME",
            ["| Sample | All requests with all bodies | The policy | The policy without bodies |", "|---|---|---|---|", .. _samples.Select(Row)]);

    private static string Row(string sample)
    {
        var events = File.ReadAllLines(RepositoryFiles.PathOf("samples", $"{sample}.jsonl"));
        var columns = (All: Cell(events), Sample: Cell(Apply(SamplePolicy.Policy, events)), WithoutBodies: Cell(Apply(SamplePolicy.WithoutBodies, events)));
        return $"| `samples/{sample}.jsonl` | {columns.All} | {columns.Sample} | {columns.WithoutBodies} |";
    }

    private static string[] Apply(AuditPolicy policy, string[] events)
    {
        var filter = new AuditPolicyFilter(policy);
        return [.. events.Select(json => SamplePolicy.Apply(filter, json)).OfType<string>()];
    }

    private static string Cell(string[] events) =>
        string.Create(CultureInfo.InvariantCulture, $"{events.Length} events, {(events.Sum(json => Encoding.UTF8.GetByteCount(json) + 1) + 500) / 1000} KB");
}
