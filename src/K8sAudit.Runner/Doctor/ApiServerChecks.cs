using System.Text.Json;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Doctor;

/// <summary>Whether the API servers of a cluster send audit events, by their flags; files that these name are checked where this machine has them.</summary>
internal static class ApiServerChecks
{
    private static readonly string[] _wordLists = ["command", "args"];
    private static readonly string[] _backends = ["webhook", "log"];

    private const string Pods = "/api/v1/namespaces/kube-system/pods?labelSelector=component%3Dkube-apiserver";
    private const int Ok = 200;

    /// <summary>Checks the cluster of <c>--kubeconfig</c>.</summary>
    public static IEnumerable<Finding> Cluster(DoctorContext context)
    {
        var config = KubeConfig.Read(context.Options.KubeConfig!);
        int status;
        string body;
        try
        {
            (status, body) = KubeClient.Get(config, new Uri(config.Server, Pods));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return [Finding.Fail($"{config.Server} did not answer: {e.GetBaseException().Message}", "use a kubeconfig with which kubectl works here")];
        }

        if (status != Ok)
        {
            return [Finding.Fail($"{config.Server} answered {status} to a list of pods", "the user needs the right to list pods in kube-system")];
        }

        var servers = Read(body);
        return servers.Count == 0
            ? [Finding.Skip("the cluster shows no pods of API servers; the provider of a managed control plane chooses their flags")]
            : [.. servers.SelectMany(server => Of(server.Name, server.Flags, context))];
    }

    private static IReadOnlyList<(string Name, Dictionary<string, string> Flags)> Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var pods = document.RootElement.GetProperty("items").EnumerateArray();
            return [.. pods.Select(pod => (pod.GetProperty("metadata").GetProperty("name").GetString()!, Flags(pod)))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserError($"the list of pods cannot be read: {e.Message}");
        }
    }

    private static Dictionary<string, string> Flags(JsonElement pod)
    {
        var flags = new Dictionary<string, string>();
        var containers = pod.GetProperty("spec").GetProperty("containers").EnumerateArray();
        foreach (var word in containers.SelectMany(Words).Where(word => word.StartsWith("--", StringComparison.Ordinal)))
        {
            var parts = word[2..].Split('=', 2);
            flags[parts[0]] = parts is [_, var value] ? value : "true";
        }

        return flags;
    }

    private static IEnumerable<string> Words(JsonElement container) =>
        from list in _wordLists
        where container.TryGetProperty(list, out _)
        from word in container.GetProperty(list).EnumerateArray()
        select word.GetString() ?? "";

    private static IEnumerable<Finding> Of(string server, Dictionary<string, string> flags, DoctorContext context)
    {
        var policy = flags.GetValueOrDefault("audit-policy-file");
        var webhook = flags.GetValueOrDefault("audit-webhook-config-file");
        yield return policy is null
            ? Finding.Fail($"{server} has no --audit-policy-file, and reports no events", "set it; samples/apiserver has a policy for the default rules")
            : Finding.Ok($"{server}: --audit-policy-file={policy}");
        yield return webhook is not null ? Finding.Ok($"{server}: --audit-webhook-config-file={webhook}")
            : flags.TryGetValue("audit-log-path", out var log) ? Finding.Ok($"{server}: --audit-log-path={log}")
            : Finding.Fail($"{server} has neither --audit-webhook-config-file nor --audit-log-path", "set one of them");
        foreach (var backend in _backends.Where(backend => flags.GetValueOrDefault($"audit-{backend}-truncate-enabled") == "true"))
        {
            yield return Finding.Warn(
                $"{server}: --audit-{backend}-truncate-enabled removes the objects of large requests, so that rules do not see them",
                "remove the flag");
        }

        var ofPolicy = InFile(policy, server, file => PolicyChecks.Of(file, context));
        foreach (var finding in ofPolicy.Concat(InFile(webhook, server, file => WebhookConfigChecks.Of(file, context))))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> InFile(string? file, string server, Func<string, IEnumerable<Finding>> check)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return File.Exists(file) ? [.. check(file)] : [Finding.Skip($"{server}: {file} is not on this machine", "run this on the node of the API server")];
        }
        catch (UserError e)
        {
            return [Finding.Fail(e.Message)];
        }
    }
}
