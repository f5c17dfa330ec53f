using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>What every field is worth, written down once more as plainly as possible: what the fields are compared with.</summary>
internal static partial class ReferenceFields
{
    private const string Spec = "requestObject|spec|";

    // A path's steps; `*` is each element.
    private static readonly Dictionary<string, string> _paths = new()
    {
        ["ka.auditid"] = "auditID",
        ["ka.stage"] = "stage",
        ["ka.auth.decision"] = "annotations|authorization.k8s.io/decision",
        ["ka.auth.reason"] = "annotations|authorization.k8s.io/reason",
        ["ka.auth.openshift.decision"] = "annotations|authentication.openshift.io/decision",
        ["ka.auth.openshift.username"] = "annotations|authentication.openshift.io/username",
        ["ka.validations.admission.policy.failure"] = "annotations|validation.policy.admission.k8s.io/validation_failure",
        ["ka.security.pod.violations"] = "annotations|pod-security.kubernetes.io/audit-violations",
        ["ka.source.wrapper"] = "k8saudit|wrapper",
        ["ka.user.name"] = "user|username",
        ["ka.user.uid"] = "user|uid",
        ["ka.impuser.groups"] = "impersonatedUser|groups|*",
        ["ka.impuser.uid"] = "impersonatedUser|uid",
        ["ka.target.apiversion"] = "objectRef|apiVersion",
        ["ka.target.uid"] = "objectRef|uid",
        ["ka.level"] = "level",
        ["ka.response.message"] = "responseStatus|message",
        ["ka.user.groups"] = "user|groups|*",
        ["ka.impuser.name"] = "impersonatedUser|username",
        ["ka.verb"] = "verb",
        ["ka.uri"] = "requestURI",
        ["ka.target.name"] = "objectRef|name",
        ["ka.target.namespace"] = "objectRef|namespace",
        ["ka.target.resource"] = "objectRef|resource",
        ["ka.target.subresource"] = "objectRef|subresource",
        ["ka.useragent"] = "userAgent",
        ["ka.sourceips"] = "sourceIPs|*",
        ["ka.resp.name"] = "responseObject|metadata|name",
        ["ka.response.code"] = "responseStatus|code",
        ["ka.response.reason"] = "responseStatus|reason",
        ["ka.req.binding.subjects"] = "requestObject|subjects|*",
        ["ka.req.binding.role"] = "requestObject|roleRef|name",
        ["ka.req.configmap.name"] = "objectRef|name",
        ["ka.req.configmap.obj"] = "requestObject|data",
        ["ka.req.role.rules"] = "requestObject|rules|*",
        ["ka.req.role.rules.apiGroups"] = "requestObject|rules|*|apiGroups|*",
        ["ka.req.role.rules.nonResourceURLs"] = "requestObject|rules|*|nonResourceURLs|*",
        ["ka.req.role.rules.verbs"] = "requestObject|rules|*|verbs|*",
        ["ka.req.role.rules.resources"] = "requestObject|rules|*|resources|*",
        ["ka.req.service.type"] = Spec + "type",
        ["ka.req.service.ports"] = Spec + "ports|*",
        ["ka.req.pod.host_ipc"] = Spec + "hostIPC",
        ["ka.req.pod.host_network"] = Spec + "hostNetwork",
        ["ka.req.container.host_network"] = Spec + "hostNetwork",
        ["ka.req.pod.host_pid"] = Spec + "hostPID",
        ["ka.req.pod.run_as_user"] = Spec + "securityContext|runAsUser",
        ["ka.req.pod.run_as_group"] = Spec + "securityContext|runAsGroup",
        ["ka.req.pod.fs_group"] = Spec + "securityContext|fsGroup",
        ["ka.req.pod.supplemental_groups"] = Spec + "securityContext|supplementalGroups|*",
        ["ka.req.pod.volumes.hostpath"] = Spec + "volumes|*|hostPath|path",
        ["ka.req.pod.volumes.flexvolume_driver"] = Spec + "volumes|*|flexVolume|driver",
    };

    private static readonly Dictionary<string, string> _containerPaths = new()
    {
        ["name"] = "name",
        ["image"] = "image",
        ["privileged"] = "securityContext|privileged",
        ["allow_privilege_escalation"] = "securityContext|allowPrivilegeEscalation",
        ["read_only_fs"] = "securityContext|readOnlyRootFilesystem",
        ["run_as_user"] = "securityContext|runAsUser",
        ["run_as_group"] = "securityContext|runAsGroup",
        ["proc_mount"] = "securityContext|procMount",
        ["add_capabilities"] = "securityContext|capabilities|add|*",
    };

    public static string[] Read(ReferenceNode? document, string field, object? argument)
    {
        if (document?.Get("auditID") is not { Kind: JsonValueKind.String })
        {
            return [];
        }

        if (_paths.TryGetValue(field, out var path))
        {
            return Texts(document, path, argument);
        }

        if (field.StartsWith("ka.pod.", StringComparison.Ordinal))
        {
            return [.. ReferencePods.Read(document, field)];
        }

        if (ReferenceObjects.Knows(field))
        {
            return [.. ReferenceObjects.Read(document, field, argument as string)];
        }

        return field.Split('.', 5) is ["ka", "req", "pod", var list, var last] && list.EndsWith("ontainers", StringComparison.Ordinal)
            ? [.. Containers(document, list, argument).SelectMany(one => OfContainer(document, one, last))]
            : [.. OfEvent(document, field, argument as string, argument)];
    }

    private static IEnumerable<string> OfEvent(ReferenceNode document, string field, string? key, object? argument) => field switch
    {
        "ka.uri.param" => Parameter(Texts(document, "requestURI", null), document, key),
        "ka.exec.command" => Command(document),
        "ka.target.pod.name" => PodName(document),
        "ka.cluster.name" => Texts(document, "annotations|cluster_name", null).Concat(Texts(document, "k8saudit|cluster", null)).Take(1),
        "ka.truncated" => Texts(document, "annotations|k8saudit/truncated", null).Concat(Texts(document, "annotations|audit.k8s.io/truncated", null)).Take(1),
        "ka.req.binding.subjects.user_names" => Subjects(document, "User", name => name.Get("name")?.Text),
        "ka.req.binding.subjects.group_names" => Subjects(document, "Group", name => name.Get("name")?.Text),
        "ka.req.binding.subjects.serviceaccount_names" => Subjects(document, "ServiceAccount", name => name.Get("name")?.Text),
        "ka.req.binding.subjects.serviceaccount_ns_names" => Subjects(
            document,
            "ServiceAccount",
            subject => subject.Get("name") is { } name && subject.Get("namespace") is { } space ? $"{space.Text}:{name.Text}" : null),
        "ka.req.binding.subject.has_name" => ["N/A"],
        "ka.req.binding.subjects.names" => Find(document, "requestObject|subjects|*", null).Where(subject => subject.Kind == JsonValueKind.Object).Select(KindAndName),
        "ka.req.role.rules.text" => Find(document, "requestObject|rules|*", argument).Select(RuleText).Where(text => text.Length > 0),
        "ka.req.service.ports.text" => Find(document, Spec + "ports|*", argument).Where(port => port.Get("port") is not null).Select(PortText),
        "ka.req.volume.hostpath" => HostPath(document, key),
        "ka.req.pod.volumes.volume_type" => Find(document, Spec + "volumes|*", argument)
            .SelectMany(volume => volume.Members.Where(member => member.Key != "name" && member.Value.Kind != JsonValueKind.Null).Select(member => member.Key)),
        "ka.req.container.image" => Texts(document, Spec + "containers|*|image", 0ul),
        "ka.req.container.image.repository" => Containers(document, "containers", 0ul).SelectMany(one => OfContainer(document, one, "image.repository")),
        "ka.req.container.privileged" => Containers(document, "containers", null) is { Count: > 0 } containers
            ?
            [
                containers.Any(one =>
                    Texts(one, "securityContext|privileged", null) is ["true"] && one.Get("securityContext")!.Get("privileged")!.Kind == JsonValueKind.True)
                    ? "true"
                    : "false",
            ]
            : [],
        _ => OfRequest(document, field, key) ?? throw new ArgumentException($"The reference does not know {field}."),
    };

    private static IEnumerable<string> OfContainer(ReferenceNode document, ReferenceNode container, string field) => field switch
    {
        "image.repository" => container.Get("image") is { Kind: JsonValueKind.String } image ? [Tag().Replace(image.Text.Split('@')[0], "")] : [],
        "command" or "args" => Texts(container, field + "|*", null) is { Length: > 0 } words ? [string.Join(' ', words)] : [],
        "host_port" => Find(container, "ports|*", null).Select(port => (port.Get("hostPort") ?? port.Get("containerPort"))?.Text).OfType<string>(),
        "eff_run_as_user" => EffectiveId(document, container, "runAsUser"),
        "eff_run_as_group" => EffectiveId(document, container, "runAsGroup"),
        _ => Texts(container, _containerPaths[field], null),
    };

    [GeneratedRegex(":[^/:]*$")]
    private static partial Regex Tag();

    private static IEnumerable<string> EffectiveId(ReferenceNode document, ReferenceNode container, string id) =>
        container.Kind != JsonValueKind.Object
            ? []
            : Texts(container, "securityContext|" + id, null).Concat(Texts(document, Spec + "securityContext|" + id, null)).Append("0").Take(1);

    private static IEnumerable<string> PodName(ReferenceNode document) =>
        Texts(document, "objectRef|resource", null) is ["pods"] && Texts(document, "objectRef|subresource", null) is [] or [""]
            ? Texts(document, "responseObject|metadata|name", null).Concat(Texts(document, "objectRef|name", null)).Take(1)
            : [];

    private static IEnumerable<string> Subjects(ReferenceNode document, string kind, Func<ReferenceNode, string?> text) =>
        Find(document, "requestObject|subjects|*", null).Where(subject => subject.Get("kind")?.Text == kind).Select(text).OfType<string>();

    private static string KindAndName(ReferenceNode subject)
    {
        var space = subject.Get("namespace")?.Text ?? "";
        return $"{subject.Get("kind")?.Text}:{space}{(space.Length > 0 ? "/" : "")}{subject.Get("name")?.Text}";
    }

    private static string RuleText(ReferenceNode rule)
    {
        var groups = List("apiGroups");
        string[] parts =
        [
            List("verbs"),
            List("resources"),
            List("nonResourceURLs"),
            groups is "" or "\"\"" ? "" : "apiGroups=" + groups,
            List("resourceNames"),
        ];
        parts[^1] = parts[^1].Length > 0 ? "resourceNames=" + parts[^1] : "";
        return string.Join(' ', parts.Where(part => part.Length > 0));

        string List(string name) => string.Join('|', Texts(rule, name + "|*", null).Select(text => text.Length > 0 ? text : "\"\""));
    }

    private static string PortText(ReferenceNode port)
    {
        var nodePort = port.Get("nodePort") is { Text: not "0" } given ? ":" + given.Text : "";
        return $"{port.Get("port")!.Text}{nodePort}/{(port.Get("protocol") is { Text.Length: > 0 } protocol ? protocol.Text : "TCP")}";
    }

    private static IEnumerable<string> HostPath(ReferenceNode document, string? key)
    {
        if (key is null || Find(document, Spec + "volumes|*", null).Count == 0)
        {
            return [];
        }

        return [Texts(document, Spec + "volumes|*|hostPath|path", null).Any(path =>
            path == key || (key.EndsWith('*') && path.StartsWith(key[..^1], StringComparison.Ordinal))) ? "true" : "false"];
    }

    private static IEnumerable<string> Command(ReferenceNode document)
    {
        var target = $"{Texts(document, "objectRef|resource", null).FirstOrDefault()}/{Texts(document, "objectRef|subresource", null).FirstOrDefault()}";
        string[] names = target switch { "pods/exec" => ["command"], "nodes/proxy" => ["command", "cmd"], _ => [] };
        var words = names.SelectMany(name => Parameters(Texts(document, "requestURI", null), document, name)).ToList();
        return words.Count > 0 ? [string.Join(' ', words)] : [];
    }

    private static IEnumerable<string> Parameter(string[] uri, ReferenceNode document, string? key) => Parameters(uri, document, key).Take(1);

    private static IEnumerable<string> Parameters(string[] uri, ReferenceNode document, string? key)
    {
        if (key is null || uri.Length == 0 || document.Get("requestURI")!.Kind != JsonValueKind.String || !uri[0].Contains('?', StringComparison.Ordinal))
        {
            return [];
        }

        var pairs = uri[0][(uri[0].IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        return pairs
            .Where(pair => pair.Length > 0 && !BrokenPair().IsMatch(pair))
            .Select(pair => pair.Split('=', 2))
            .Where(pair => Decode(pair[0]) == key)
            .Select(pair => pair.Length > 1 ? Decode(pair[1]).Replace('\0', '\uFFFD') : "");
    }

    [GeneratedRegex(";|%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BrokenPair();

    private static string Decode(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '+':
                    bytes.Add((byte)' ');
                    break;
                case '%':
                    bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 2;
                    break;
                case var high when char.IsHighSurrogate(high):
                    bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i++, 2)));
                    break;
                default:
                    bytes.AddRange(Encoding.UTF8.GetBytes([text[i]]));
                    break;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static List<ReferenceNode> Containers(ReferenceNode document, string list, object? argument) => Find(document, $"{Spec}{list}|*", argument);

    private static string[] Texts(ReferenceNode from, string path, object? argument) => [.. Find(from, path, argument).Select(node => node.Text)];

    private static List<ReferenceNode> Find(ReferenceNode from, string path, object? argument)
    {
        var found = new List<ReferenceNode>();
        Collect(from, path.Split('|'), argument as ulong?, found);
        return found;
    }

    // The index chooses from the first array on the path only.
    private static void Collect(ReferenceNode from, ReadOnlySpan<string> steps, ulong? index, List<ReferenceNode> found)
    {
        if (steps.IsEmpty)
        {
            found.Add(from);
        }
        else if (steps[0] != "*")
        {
            if (from.Get(steps[0]) is { } member)
            {
                Collect(member, steps[1..], index, found);
            }
        }
        else
        {
            for (var i = 0; i < from.Elements.Count; i++)
            {
                if ((index is null || index == (ulong)i) && from.Elements[i].Kind != JsonValueKind.Null)
                {
                    Collect(from.Elements[i], steps[1..], null, found);
                }
            }
        }
    }
}
