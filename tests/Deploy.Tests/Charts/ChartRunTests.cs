using System.Diagnostics;

namespace Deploy.Tests.Charts;

/// <summary>The program runs with the configuration of the chart, and a client of Kubernetes connects with the kubeconfig of its notes.</summary>
public sealed class ChartRunTests : IDisposable
{
    // The webhook accepts only POST, which kubectl does not send with this command. Newer versions of kubectl append the path to that of the kubeconfig.
    private const string Connected = "the server does not allow this method on the requested resource|the server could not find the requested resource";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("{webhook: {mutualTls: {enabled: true}}}")]
    [InlineData("{webhook: {service: {type: NodePort}}}")]
    public void The_kubeconfig_of_the_notes_connects_to_the_program(string values)
    {
        var port = 0;
        using var runner = Run(values, ref port);
        var kubeconfig = WriteKubeconfig(values, port);

        Assert.Matches(Connected, Get(kubeconfig));
    }

    [Fact]
    public void With_mutual_TLS_a_client_without_the_certificate_is_refused()
    {
        var port = 0;
        using var runner = Run("{webhook: {mutualTls: {enabled: true}}}", ref port);
        var kubeconfig = WriteKubeconfig("{}", port);
        Assert.DoesNotMatch(Connected, Get(kubeconfig));
        runner.WaitForErrors("refused");
    }

    private RunnerProcess Run(string values, ref int port)
    {
        var manifests = Manifest.ReadAll(HelmChart.Render(values));
        foreach (var secret in manifests.Where(manifest => manifest.Kind == "Secret"))
        {
            foreach (var key in (string[])["ca.crt", "tls.crt", "tls.key"])
            {
                _folder.Write($"{secret.Name}/{key}.base64", secret.Data(key));
                _folder.Write($"{secret.Name}/{key}", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(secret.Data(key))));
            }
        }

        _folder.Write("rules.d/mine.yaml", "- list: mine\n  items: []\n");
        var configuration = manifests.Single(manifest => manifest.Kind == "ConfigMap" && manifest.Name == "k8saudit").Data("falco.yaml")
            .Replace("/etc/k8saudit/tls", _folder["k8saudit-tls"], StringComparison.Ordinal)
            .Replace("/etc/k8saudit", _folder.Path, StringComparison.Ordinal)
            .Replace("/var/lib/k8saudit", _folder["var"], StringComparison.Ordinal)
            .Replace("/usr/share/k8saudit/rules", Path.Combine(RunnerProcess.ProgramFolder, "rules"), StringComparison.Ordinal)
            .Replace("https://:9765", "https://127.0.0.1:0", StringComparison.Ordinal)
            .Replace("listen_port: 8765", "listen_port: 0", StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["var"]);
        var runner = RunnerProcess.Start("-c", _folder.Write("falco.yaml", configuration), "-o", "log_level=info");
        port = runner.WaitForPort();
        return runner;
    }

    // The commands of the notes ask kubectl for parts of objects; here a script answers.
    private string WriteKubeconfig(string values, int port)
    {
        _folder.Write("bin/kubectl", $$"""
            #!/bin/sh
            case "$*" in
              *"get secret "*) name=$5; key=$(echo "$*" | sed -E 's/.*\.data\.([a-z]+)\\\.([a-z]+).*/\1.\2/'); cat "{{_folder.Path}}/$name/$key.base64" ;;
              *clusterIP*) echo 127.0.0.1 ;;
              *nodePort*) echo {{port}} ;;
            esac
            """);
        File.SetUnixFileMode(_folder["bin/kubectl"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var notes = HelmChart.Notes(values);
        var commands = notes[notes.IndexOf("cat >webhook.yaml", StringComparison.Ordinal)..(notes.IndexOf("\nEND\n", StringComparison.Ordinal) + 5)]
            .Replace(":9765", $":{port}", StringComparison.Ordinal)
            .Replace("NODE_ADDRESS", "127.0.0.1", StringComparison.Ordinal);
        var start = new ProcessStartInfo("sh", ["-e", _folder.Write("notes.sh", commands)]) { WorkingDirectory = _folder.Path };
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        ChildProcess.Run(start);
        return _folder["webhook.yaml"];
    }

    private string Get(string kubeconfig)
    {
        var start = new ProcessStartInfo(Tools.Program("kubectl"), ["--kubeconfig", kubeconfig, "--token", "none", "get", "--raw", "/k8s-audit"]);
        start.Environment["HOME"] = _folder.Path;
        var result = ChildProcess.TryRun(start);
        return result.Output + result.Errors;
    }
}
