using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Charts;

public class ChartSchemaTests
{
    private const string Everything = """
        webhook: {mutualTls: {enabled: true}, tls: {mode: MODE, ipAddresses: [192.0.2.7]}, tokenSecretName: tokens}
        metrics: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}
        networkPolicy: {enabled: true, webhookFrom: [{ipBlock: {cidr: 10.0.0.0/24}}], egress: [{ports: [{port: 2801}]}]}
        podDisruptionBudget: {enabled: true}
        rules: {a.yaml: [{list: a, items: []}]}
        rulesConfigMaps: [more]
        imagePullSecrets: [{name: pull}]
        priorityClassName: system-cluster-critical
        topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {a: b}}}]
        extraVolumes: [{name: x, emptyDir: {}}]
        extraVolumeMounts: [{name: x, mountPath: /x}]
        """;

    [Theory]
    [InlineData("{}")]
    [InlineData("{mode: log, metrics: {serviceMonitor: {enabled: true}}}")]
    public void What_is_rendered_is_valid(string values) => AssertValid.Manifests(HelmChart.Render(values));

    [Theory]
    [InlineData("generated")]
    [InlineData("certManager")]
    public void What_is_rendered_with_everything_enabled_is_valid(string mode) =>
        AssertValid.Manifests(HelmChart.Render(Everything.Replace("MODE", mode, StringComparison.Ordinal)));

    [Theory]
    [InlineData("replicas: 1", "replicas: x")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesytem: true")]
    [InlineData("isCA: true", "isCA: 3")]
    [InlineData("      containers:", "      containrs:")]
    public void A_mistake_is_found(string text, string mistake)
    {
        var rendered = HelmChart.Render(Everything.Replace("MODE", "certManager", StringComparison.Ordinal));
        Assert.Contains(text, rendered, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => AssertValid.Manifests(rendered.Replace(text, mistake, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_chart_has_the_version_of_the_newest_release()
    {
        var chart = Manifest.ReadAll(File.ReadAllText(Path.Combine(HelmChart.Folder, "Chart.yaml")))[0];
        var release = File.ReadLines(RepositoryFiles.PathOf("CHANGELOG.md")).First(line => line.StartsWith("## ", StringComparison.Ordinal))[3..].Split(' ')[0];
        Assert.Equal((release, release), (chart.Value("version"), chart.Value("appVersion")));
    }

    [Fact]
    public void Helm_finds_nothing_to_criticise() => ChildProcess.Run(Tools.Program("helm"), "lint", "--strict", HelmChart.Folder);

    [Fact]
    public void The_schema_has_exactly_the_values()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(HelmChart.Folder, "values.schema.json")));
        var values = new YamlStream();
        values.Load(new StringReader(File.ReadAllText(Path.Combine(HelmChart.Folder, "values.yaml"))));
        var known = PathsOf(schema.RootElement, "").Where(path => path != "global").Order(StringComparer.Ordinal);
        Assert.Equal(known, PathsOf(values.Documents[0].RootNode, schema.RootElement, "").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> PathsOf(JsonElement schema, string prefix) =>
        schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => PathsOf(property.Value, $"{prefix}{property.Name}.").Prepend(prefix + property.Name))
            : [];

    private static IEnumerable<string> PathsOf(YamlNode node, JsonElement schema, string prefix) =>
        node is YamlMappingNode mapping && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties)
            ? mapping.Children.SelectMany(child =>
                PathsOf(child.Value, Property(properties, $"{child.Key}"), $"{prefix}{child.Key}.").Prepend($"{prefix}{child.Key}"))
            : [];

    private static JsonElement Property(JsonElement properties, string name) => properties.TryGetProperty(name, out var property) ? property : default;
}
