using Deploy.Tests.Charts;

namespace Deploy.Tests.Kustomize;

/// <summary>The folders of kustomize are what the chart renders, for those who do not use Helm.</summary>
public class KustomizeTests
{
    private const string Monitoring = "metrics: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}";

    // What only Helm writes, or is not the same at each rendering.
    private static readonly string[] _omitted = ["helm.sh/chart:", "app.kubernetes.io/managed-by:", "# Source:"];
    private static readonly string[] _monitoringKinds = ["ServiceMonitor", "PrometheusRule", "k8saudit-dashboard"];

    [Theory]
    [InlineData("webhook", "{webhook: {tls: {mode: certManager}}}")]
    [InlineData("log", "{mode: log}")]
    public void A_folder_is_written_from_the_chart(string folder, string values) =>
        GeneratedDocument.AssertFile($"deploy/kustomize/{folder}/k8saudit.yaml", Documents(HelmChart.Render(values), _ => true));

    [Fact]
    public void The_component_for_monitoring_is_written_from_the_chart() =>
        GeneratedDocument.AssertFile(
            "deploy/kustomize/monitoring/k8saudit.yaml",
            Documents(HelmChart.Render(Monitoring), document => Array.Exists(_monitoringKinds, kind => document.Contains(kind, StringComparison.Ordinal))));

    [Theory]
    [InlineData("webhook")]
    [InlineData("log")]
    [InlineData("example")]
    public void Kustomize_builds_valid_objects(string folder) => AssertValid.Manifests(Build(folder));

    [Fact]
    public void The_example_adds_rules_an_output_and_monitoring()
    {
        var manifests = Manifest.ReadAll(Build("example"));
        Assert.Contains("Secret read in shop", manifests.Single(manifest => manifest.Name == "k8saudit-rules").Data("shop.yaml"), StringComparison.Ordinal);
        Assert.Contains(manifests, manifest => manifest.Kind == "PrometheusRule");
        Assert.All(manifests, manifest => Assert.Equal("audit", manifest.Value("metadata.namespace")));
    }

    private static string Build(string folder) =>
        ChildProcess.Run(Tools.Program("kubectl"), "kustomize", RepositoryFiles.PathOf("deploy", "kustomize", folder)).Output;

    private static string Documents(string rendered, Func<string, bool> isIncluded) => string.Join(
        "---\n",
        rendered.Split("---\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(isIncluded)
            .Select(document => string.Concat(document.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !Array.Exists(_omitted, omitted => line.Contains(omitted, StringComparison.Ordinal)))
                .Select(line => line.TrimEnd() + "\n"))));
}
