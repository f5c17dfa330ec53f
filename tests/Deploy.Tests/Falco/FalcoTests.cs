using System.Text.RegularExpressions;
using Deploy.Tests.Charts;
using K8sAudit.Plugin;

namespace Deploy.Tests.Falco;

/// <summary>What deploys the plugins in Falco: values for its chart, resources for its operator.</summary>
public sealed partial class FalcoTests : IDisposable
{
    private static readonly string _values = File.ReadAllText(RepositoryFiles.PathOf("deploy", "falco", "chart-values.yaml"));
    private static readonly string _operator = File.ReadAllText(RepositoryFiles.PathOf("deploy", "falco", "operator.yaml"));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_artifacts_have_the_versions_of_the_plugins_and_of_the_chart()
    {
        var json = JsonVersion().Match(RunnerProcess.Run("--list-plugins").Output).Groups[1].Value;
        var release = Manifest.ReadAll(File.ReadAllText(Path.Combine(HelmChart.Folder, "Chart.yaml")))[0].Value("appVersion");
        Assert.Equal(
            $"[{Project.Plugins}/plugin/k8saudit:{K8sAuditPlugin.Info.Version}, {Project.Plugins}/plugin/json:{json}, {Project.Plugins}/rulesfile/k8saudit-rules:{release}]",
            Manifest.ReadAll(_values)[0].Value("falcoctl.config.artifact.install.refs"));
        Assert.Equal(
            [K8sAuditPlugin.Info.Version, json],
            Manifest.ReadAll(_operator).Where(manifest => manifest.Kind == "Plugin").Select(manifest => manifest.Value("spec.ociArtifact.image.tag")));
    }

    [Fact]
    public void The_configuration_of_Falco_runs_in_the_runner()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        _folder.Write("certs/tls.crt", certificate);
        _folder.Write("certs/tls.key", key);
        var configuration = _values[(_values.IndexOf("\nfalco:\n", StringComparison.Ordinal) + "\nfalco:\n".Length)..]
            .Replace("\n  ", "\n", StringComparison.Ordinal)[2..]
            .Replace("/etc/falco/certs", _folder["certs"], StringComparison.Ordinal)
            .Replace("/etc/falco", Path.Combine(RunnerProcess.ProgramFolder, "rules"), StringComparison.Ordinal)
            .Replace("/var/lib/k8saudit", _folder.Path, StringComparison.Ordinal)
            .Replace("https://:9765", "https://127.0.0.1:0", StringComparison.Ordinal);
        using var runner = RunnerProcess.Start("-c", _folder.Write("falco.yaml", configuration), "-o", "log_level=info");
        Assert.NotEqual(0, runner.WaitForPort());
        Assert.DoesNotContain("unknown", runner.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_operator_knows_every_field_of_its_resources()
    {
        var read = _operator.Split("\n---\n").Select(document => OperatorResources.Read(KindOf(document), document)).OfType<object>();
        Assert.Equal(6, read.Count());
    }

    [Fact]
    public void The_other_resources_are_valid() =>
        AssertValid.Manifests(string.Join("\n---\n", _operator.Split("\n---\n").Where(document => OperatorResources.Read(KindOf(document), document) is null)));

    private static string KindOf(string document) => Manifest.ReadAll(document)[0] is var manifest ? $"{manifest.Value("apiVersion")} {manifest.Kind}" : "";

    [GeneratedRegex(@"Name: json\n(?:.*\n)*?Version: (\S+)")]
    private static partial Regex JsonVersion();
}
