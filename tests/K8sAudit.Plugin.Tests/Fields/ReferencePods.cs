using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>What the fields of pods are worth, written down once more as plainly as possible.</summary>
internal sealed partial class ReferencePods
{
    private static readonly Dictionary<string, string> _ofSpecs = new()
    {
        ["service_account"] =
            "serviceAccountName", ["node_name"] = "nodeName", ["priority_class"] = "priorityClassName", ["runtime_class"] = "runtimeClassName",
        ["sysctls"] = "securityContext|sysctls|*|name", ["csi_drivers"] = "volumes|*|csi|driver", ["resource_claims"] = "resourceClaims|*|name",
        ["secret_volumes"] = "volumes|*|secret|secretName volumes|*|projected|sources|*|secret|name",
        ["volume_hosts"] = "volumes|*|nfs|server volumes|*|iscsi|targetPortal",
        ["projected_token_audiences"] = "volumes|*|projected|sources|*|serviceAccountToken|audience",
    };

    private static readonly Dictionary<string, string> _flags = new()
    {
        ["automount_token"] = "automountServiceAccountToken", ["host_network"] = "hostNetwork", ["host_pid"] = "hostPID", ["host_ipc"] = "hostIPC",
        ["host_users"] = "hostUsers", ["share_process_namespace"] = "shareProcessNamespace",
    };

    private static readonly Dictionary<string, string> _ofContainers = new()
    {
        ["container_names"] = "name", ["images"] = "image", ["proc_mounts"] = "securityContext|procMount",
        ["secret_envs"] = "envFrom|*|secretRef|name env|*|valueFrom|secretKeyRef|name", ["subpaths"] = "volumeMounts|*|subPath volumeMounts|*|subPathExpr",
    };

    private readonly ReferenceNode _document;
    private readonly ReferenceObject? _root;
    private readonly string _resourceKind;
    private readonly List<(ReferenceObject? Spec, ReferenceObject? Metadata)> _pods = [];
    private readonly List<(ReferenceObject Node, string Set, ReferenceObject Spec)> _containers = [];

    private ReferencePods(ReferenceNode document)
    {
        (_document, (_root, var family, var template)) = (document, ReferenceObject.Of(document));
        _resourceKind = family == "pod" ? KindOf(document.Get("objectRef")!.Get("resource")!.Text) : "";
        if (family == "pod")
        {
            foreach (var one in _root?.Find(template) ?? [])
            {
                AddTemplate(one);
            }
        }
        else if (family == "custom" && _root is not null)
        {
            Search(_root, null);
        }
    }

    public static IEnumerable<string> Read(ReferenceNode document, string field) => new ReferencePods(document).Read(field["ka.pod.".Length..]);

    private IEnumerable<string> Read(string field)
    {
        if (_ofContainers.TryGetValue(field, out var ofContainers))
        {
            return _containers.SelectMany(one => ofContainers.Split(' ').SelectMany(one.Node.Texts));
        }

        if (_flags.TryGetValue(field, out var flag))
        {
            return Flag(Specs.SelectMany(spec => spec.Find(flag)));
        }

        if (_ofSpecs.TryGetValue(field, out var ofSpecs))
        {
            var isList = field.EndsWith('s') || field is "csi_drivers";
            var all = Specs.SelectMany(spec => ofSpecs.Split(' ').SelectMany(path => spec.Find(path)));
            return isList ? all.Select(node => node.Value?.Text).OfType<string>() : LastText(Specs.Select(spec => spec.Find(ofSpecs).LastOrDefault()));
        }

        return Computed(field);
    }

    private IEnumerable<ReferenceObject> Specs => _pods.Select(pod => pod.Spec).OfType<ReferenceObject>();

    private IEnumerable<string> Computed(string field) => field switch
    {
        "kind" => _pods.Count == 0 ? [] : _root!.Find("kind").Any() ? LastText(_root.Find("kind")) : _resourceKind.Length > 0 ? [_resourceKind] : [],
        "name" => _pods.Count == 0 ? [] : Name(),
        "owner_kinds" => _pods.Count == 0 ? [] : _root!.Texts("metadata|ownerReferences|*|kind"),
        "mirror" => Annotations().Any(one => one.Name == "kubernetes.io/config.mirror") ? ["true"] : [],
        "host_ports" => _containers.SelectMany(one => one.Node.Find("ports|*|hostPort")).Where(port => port.Value is { Kind: JsonValueKind.Number } && char.IsBetween(port.Value.Text[0], '1', '9')).Select(port => port.Value!.Text),
        "windows_host_process" => Flag(Specs.Concat(_containers.Select(one => one.Node)).SelectMany(node => node.Find("securityContext|windowsOptions|hostProcess"))),
        "image.repositories" => Repositories(_ => true),
        "image.names" => Repositories(_ => true).Select(name => name[(name.LastIndexOf('/') + 1)..]).Where(name => name.Length > 0),
        "image.registries" => Images(_ => true).Select(Registry),
        "main_images" => Repositories(one => one.Set == "main"),
        "init_images" => Repositories(one => one.Set == "init"),
        "ephemeral_images" => Repositories(one => one.Set == "ephemeral"),
        "privileged_images" => Repositories(one => HasTrue(one.Node, "privileged")),
        "capabilities.images" => Repositories(one => one.Node.Find("securityContext|capabilities|add|*").Any()),
        "privileged" => Any(one => HasTrue(one.Node, "privileged")),
        "allow_privilege_escalation" => Any(one => HasTrue(one.Node, "allowPrivilegeEscalation")),
        "run_as_root" => RunAsRoot(),
        "capabilities.added" => _containers.SelectMany(one => one.Node.Find("securityContext|capabilities|add|*")).Select(one => one.String is { } name ? Prefix().Replace(Upper(name), "") : "").Where(text => text.Length > 0),
        "commands" => _containers.SelectMany(one => Joined(one.Node, "command|*", "args|*").Concat(one.Node.Find("script").Concat(one.Node.Find("source")).Select(script => script.String ?? "").Where(text => text.Length > 0))),
        "hook_commands" => _containers.SelectMany(one => new[] { "lifecycle|postStart", "lifecycle|preStop", "livenessProbe", "readinessProbe", "startupProbe" }.SelectMany(hook => one.Node.Find(hook + "|exec")).SelectMany(exec => Joined(exec, "command|*"))),
        "seccomp" => Profiles("securityContext|seccompProfile|type", name => name == "seccomp.security.alpha.kubernetes.io/pod" || name.StartsWith("container.seccomp.security.alpha.kubernetes.io/", StringComparison.Ordinal)),
        "apparmor" => Profiles("securityContext|appArmorProfile|type", name => name.StartsWith("container.apparmor.security.beta.kubernetes.io/", StringComparison.Ordinal)),
        "selinux_types" => Specs.Concat(_containers.Select(one => one.Node)).SelectMany(node => node.Find("securityContext|seLinuxOptions")).SelectMany(SeLinux),
        "volume_types" => Specs.SelectMany(spec => spec.Find("volumes|*")).Where(volume => volume.IsObject).SelectMany(volume => volume.Children.Where(child => !child.IsNull && child.Name != "name").Select(child => child.Name ?? "")),
        "hostpaths" => HostPaths().Select(Clean),
        "hostpath_prefixes" => HostPaths().Select(Clean).SelectMany(Prefixes),
        "node_selector" => Specs.SelectMany(spec => spec.Find("nodeSelector")).Where(node => node.IsObject).SelectMany(Pairs),
        "tolerates_control_plane" => Tolerates(one => IsAll(one) || one.Find("key").LastOrDefault()?.String is "node-role.kubernetes.io/control-plane" or "node-role.kubernetes.io/master"),
        "tolerates_all" => Tolerates(IsAll),
        "projected_token_seconds" => Specs.SelectMany(spec => spec.Find("volumes|*|projected|sources|*|serviceAccountToken|expirationSeconds"))
            .Where(node => node.Value is { Kind: JsonValueKind.Number }).Select(node => node.Value!.Text)
            .Where(text => Digits().IsMatch(text) && ulong.TryParse(text, CultureInfo.InvariantCulture, out _))
            .Select(text => ulong.Parse(text, CultureInfo.InvariantCulture))
            .OrderDescending().Take(1).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"The reference does not know ka.pod.{field}."),
    };

    private void AddTemplate(ReferenceObject template)
    {
        var metadata = template.Find("metadata").LastOrDefault();
        var specs = template.Find("spec").ToList();
        foreach (var spec in specs)
        {
            _pods.Add((spec, metadata));
            AddContainers(spec, "containers|* main", "initContainers|* init", "ephemeralContainers|* ephemeral");
        }

        if (specs.Count == 0 && metadata is not null)
        {
            _pods.Add((null, metadata));
        }
    }

    private void Search(ReferenceObject node, ReferenceObject? parent)
    {
        if (node.IsObject && (new[] { "containers", "initContainers", "ephemeralContainers", "steps" }.SelectMany(node.Find).Any(list => list.IsArray)
            || new[] { "container", "script" }.SelectMany(node.Find).Any(one => one.IsObject)
            || new[] { "hostNetwork", "hostPID", "hostIPC" }.SelectMany(node.Find).Any(one => one.Value is { Kind: JsonValueKind.True or JsonValueKind.False })
            || node.Find("volumes|*|hostPath").Any()))
        {
            _pods.Add((node, parent?.Find("metadata").LastOrDefault()));
            AddContainers(
                node, "containers|* main", "initContainers|* init", "ephemeralContainers|* ephemeral", "steps|* main", "sidecars|* main", "container main",
                "script main", "stepTemplate main");
        }

        foreach (var child in node.Children)
        {
            Search(child, node);
        }
    }

    private void AddContainers(ReferenceObject spec, params string[] lists) =>
        _containers.AddRange(
            lists.Select(list => list.Split(' ')).SelectMany(list => spec.Find(list[0]).Where(one => one.IsObject).Select(one => (one, list[1], spec))));

    private IEnumerable<string> Name()
    {
        var given = _document.Get("objectRef")?.Get("name")?.Text;
        return given is not null
            ? [given]
            : _root!.Find("metadata|name").Any()
            ? LastText(_root.Find("metadata|name"))
            : LastText(_root.Find("metadata|generateName"));
    }

    private IEnumerable<ReferenceObject> Annotations() =>
        _pods.SelectMany(pod => pod.Metadata?.Find("annotations") ?? [])
            .Where(annotations => annotations.IsObject)
            .SelectMany(annotations => annotations.Children)
            .Where(one => !one.IsNull);

    private IEnumerable<string> Profiles(string path, Func<string, bool> isAnnotation) =>
        Specs.SelectMany(spec => spec.Texts(path))
            .Concat(_containers.SelectMany(one => one.Node.Texts(path)))
            .Concat(
                Annotations()
                    .Where(one => isAnnotation(one.Name ?? ""))
                    .Select(one => one.String ?? "")
                    .Where(text => text.Length > 0)
                    .Select(text => text == "unconfined" ? "Unconfined" : text));

    private IEnumerable<string> RunAsRoot()
    {
        static bool IsZero(ReferenceObject node) => node.Find("securityContext|runAsUser").Any(id => id.Value is { Kind: JsonValueKind.Number, Text: "0" });
        return _containers.Count > 0
            ? Any(one => one.Node.Find("securityContext|runAsUser").Any() ? IsZero(one.Node) : IsZero(one.Spec))
            : Specs.Any(IsZero) ? ["true"] : [];
    }

    private IEnumerable<string> Tolerates(Func<ReferenceObject, bool> test) =>
        !Specs.Any() ? [] : [Specs.SelectMany(spec => spec.Find("tolerations|*")).Any(test) ? "true" : "false"];

    private static bool IsAll(ReferenceObject toleration) =>
        toleration.Find("operator").LastOrDefault()?.String == "Exists" && (toleration.Find("key").LastOrDefault() is not { } key || key.String == "");

    private IEnumerable<string> HostPaths() =>
        Specs.SelectMany(spec => spec.Find("volumes|*|hostPath|path")).Select(path => path.String ?? "").Where(text => text.Length > 0);

    private IEnumerable<string> Images(Func<(ReferenceObject Node, string Set, ReferenceObject Spec), bool> test) =>
        _containers.Where(test).SelectMany(one => one.Node.Find("image")).Select(image => image.String ?? "").Where(text => text.Length > 0);

    private IEnumerable<string> Repositories(Func<(ReferenceObject Node, string Set, ReferenceObject Spec), bool> test) =>
        Images(test).Select(image => Tag().Replace(image.Split('@')[0], "")).Where(text => text.Length > 0);

    private IEnumerable<string> Any(Func<(ReferenceObject Node, string Set, ReferenceObject Spec), bool> test) =>
        _containers.Count == 0 ? [] : [_containers.Any(test) ? "true" : "false"];

    private static bool HasTrue(ReferenceObject container, string flag) =>
        container.Find("securityContext|" + flag).Any(value => value.Value is { Kind: JsonValueKind.True });

    private static IEnumerable<string> Flag(IEnumerable<ReferenceObject> values)
    {
        var kinds = values.Select(value => value.Value?.Kind).ToList();
        return kinds.Contains(JsonValueKind.True) ? ["true"] : kinds.Contains(JsonValueKind.False) ? ["false"] : [];
    }

    private static IEnumerable<string> Joined(ReferenceObject from, params string[] paths) =>
        paths.SelectMany(from.Texts).ToList() is { Count: > 0 } words ? [string.Join(' ', words)] : [];

    private static IEnumerable<string> SeLinux(ReferenceObject options) =>
        options.Texts("type").Concat(options.Texts("user").Select(text => "user:" + text)).Concat(options.Texts("role").Select(text => "role:" + text));

    public static IEnumerable<string> Pairs(ReferenceObject node) =>
        node.Children.Where(child => !child.IsNull && child.Value is not null).Select(child => $"{child.Name}={child.Value!.Text}");

    private static IEnumerable<string> LastText(IEnumerable<ReferenceObject?> nodes) =>
        nodes.OfType<ReferenceObject>().LastOrDefault()?.Value?.Text is { } text ? [text] : [];

    private static string Registry(string image)
    {
        var parts = image.Split('/', 2);
        return parts.Length > 1
            && (parts[0].Contains('.', StringComparison.Ordinal) || parts[0].Contains(':', StringComparison.Ordinal) || parts[0] == "localhost")
            ? parts[0]
            : "docker.io";
    }

    public static string Clean(string path)
    {
        var root = "";
        if (Drive().IsMatch(path))
        {
            root = Lower(path[..1]) + ":/";
            path = Lower(path[2..]).Replace('\\', '/');
        }
        else if (path[0] is '/' or '\\')
        {
            root = "/";
            path = path[0] == '\\' ? Lower(path).Replace('\\', '/') : path;
        }

        var parts = new List<string>();
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != ".." || (root.Length == 0 && parts.LastOrDefault("..") == ".."))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var cleaned = root + string.Join('/', parts);
        return cleaned.Length > 0 ? cleaned : ".";
    }

    public static IEnumerable<string> Prefixes(string path)
    {
        var root = Drive().IsMatch(path) ? path[..3] : path[0] == '/' ? "/" : "";
        var parts = path[root.Length..].Split('/');
        var ancestors = Enumerable.Range(1, parts.Length - 1).Select(count => root + string.Join('/', parts[..count])).Take(31);
        return [path, .. root.Length > 0 && path != root ? [root] : Array.Empty<string>(), .. ancestors];
    }

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static string Upper(string text) => string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c));

    private static string KindOf(string resource) => resource switch
    {
        "pods" => "Pod", "deployments" => "Deployment", "replicasets" => "ReplicaSet", "daemonsets" => "DaemonSet", "statefulsets" => "StatefulSet", "jobs" => "Job",
        "cronjobs" => "CronJob", "replicationcontrollers" => "ReplicationController", _ => "PodTemplate",
    };

    [GeneratedRegex(":[^/:]*$")]
    private static partial Regex Tag();

    [GeneratedRegex("^CAP_")]
    private static partial Regex Prefix();

    [GeneratedRegex("^[A-Za-z]:")]
    private static partial Regex Drive();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();
}
