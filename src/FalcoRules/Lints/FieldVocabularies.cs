using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>The fields of audit events that have few values, with these (Kubernetes, audit.k8s.io/v1 types.go).</summary>
internal static class FieldVocabularies
{
    private static readonly ImmutableArray<string> _containers = ["containers", "initContainers", "ephemeralContainers"];

    /// <summary>Fields with the resource of a request.</summary>
    public static ImmutableHashSet<string> ResourceFields { get; } = ["ka.target.resource", "jevt.value[/objectRef/resource]"];

    /// <summary>Fields with the subresource of a request.</summary>
    public static ImmutableHashSet<string> SubresourceFields { get; } = ["ka.target.subresource", "jevt.value[/objectRef/subresource]"];

    /// <summary>Fields with the groups of a user.</summary>
    public static ImmutableHashSet<string> GroupFields { get; } = ["ka.user.groups"];

    /// <summary>Each request has one of these groups.</summary>
    public static ImmutableHashSet<string> GroupsOfAllUsers { get; } = ["system:authenticated", "system:unauthenticated"];

    /// <summary>All vocabularies.</summary>
    public static ImmutableArray<FieldVocabulary> All { get; } =
    [
        new(LintCodes.UnknownVerb, "get, list, watch, create, update, patch, delete or deletecollection", ["ka.verb", "jevt.value[/verb]"],
            ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "head", "post", "put", "options", "trace", "connect"])
        {
            Instead = new Dictionary<string, string>
            {
                ["exec"] = "create' and 'ka.target.subresource = exec",
                ["attach"] = "create' and 'ka.target.subresource = attach",
                ["portforward"] = "create' and 'ka.target.subresource = portforward",
                ["port-forward"] = "create' and 'ka.target.subresource = portforward",
                ["proxy"] = "get' and 'ka.target.subresource = proxy",
                ["log"] = "get' and 'ka.target.subresource = log",
                ["logs"] = "get' and 'ka.target.subresource = log",
                ["scale"] = "patch' and 'ka.target.subresource = scale",
                ["evict"] = "create' and 'ka.target.subresource = eviction",
                ["approve"] = "update' and 'ka.target.subresource = approval",
                ["impersonate"] = "ka.impuser.name exists",
                ["read"] = "get, list, watch",
                ["write"] = "create, update, patch, delete",
                ["modify"] = "update, patch",
                ["edit"] = "update, patch",
                ["apply"] = "patch",
                ["add"] = "create",
                ["remove"] = "delete",
                ["post"] = "create",
                ["put"] = "update",
            },
        },
        new(LintCodes.UnknownStage, "RequestReceived, ResponseStarted, ResponseComplete or Panic", ["ka.stage", "jevt.value[/stage]"],
            ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"]),
        new(LintCodes.Boolean, "true or false", BooleanFields, ["true", "false"])
        {
            Instead = new Dictionary<string, string>
            {
                ["yes"] = "true",
                ["y"] = "true",
                ["on"] = "true",
                ["1"] = "true",
                ["no"] = "false",
                ["n"] = "false",
                ["off"] = "false",
                ["0"] = "false",
            },
        },
        new(LintCodes.StatusCode, "an HTTP status of three digits", ["ka.response.code", "jevt.value[/responseStatus/code]"], [])
        {
            IsValue = text => text.Length == 3 && text[0] is >= '1' and <= '5' && text.All(char.IsAsciiDigit),
        },
        new(LintCodes.UnknownValue, "Metadata, Request or RequestResponse", ["ka.level", "jevt.value[/level]"], ["Metadata", "Request", "RequestResponse"]),
        new(LintCodes.UnknownValue, "allow or forbid",
            [
                "ka.auth.decision", "ka.annotation[authorization.k8s.io/decision]", "jevt.value[/annotations/authorization.k8s.io~1decision]",
            ],
            ["allow", "forbid"])
        {
            Instead = new Dictionary<string, string> { ["allowed"] = "allow", ["deny"] = "forbid", ["denied"] = "forbid", ["forbidden"] = "forbid" },
        },
        new(LintCodes.UnknownValue, "ClusterIP, NodePort, LoadBalancer or ExternalName", ["ka.req.service.type", "jevt.value[/requestObject/spec/type]"],
            ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]),
        new(LintCodes.UnknownValue, "Role or ClusterRole", ["ka.binding.role_kind"], ["Role", "ClusterRole"]),
        new(LintCodes.UnknownValue, "Default or Unmasked",
            [
                "ka.pod.proc_mounts", "ka.req.pod.containers.proc_mount", "ka.req.pod.initContainers.proc_mount", "ka.req.pod.ephemeralContainers.proc_mount",
            ],
            ["Default", "Unmasked"]),
    ];

    private static IReadOnlyList<string> BooleanFields =>
    [
        .. Containers("privileged"), .. Containers("allow_privilege_escalation"), .. Containers("read_only_fs"),
        "ka.req.container.privileged", "ka.req.container.host_network", "ka.req.pod.host_ipc", "ka.req.pod.host_network", "ka.req.pod.host_pid",
        "ka.pod.automount_token", "ka.pod.host_network", "ka.pod.host_pid", "ka.pod.host_ipc", "ka.pod.host_users", "ka.pod.share_process_namespace",
        "ka.pod.windows_host_process", "ka.pod.privileged", "ka.pod.allow_privilege_escalation", "ka.pod.run_as_root", "ka.pod.tolerates_control_plane",
        "ka.pod.tolerates_all", "ka.role.wildcard", "ka.csr.approved", "ka.user.is_serviceaccount", "ka.user.is_node", "ka.source.is_public",
        "ka.source.any_public", "ka.stage.first", "ka.truncated", "ka.dry_run",
    ];

    /// <summary>Whether values of a field can contain a literal star: permissions, URIs, and values that are not known here.</summary>
    public static bool HasWildcards(string name) => _wildcardPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static readonly ImmutableArray<string> _wildcardPrefixes =
    [
        "ka.role.", "ka.req.role.", "ka.req.value", "ka.resp.value", "ka.req.annotations", "ka.req.labels", "ka.annotation", "ka.user.extra",
        "ka.impuser.extra", "ka.uri", "ka.auth.reason", "ka.webhook", "ka.req.webhook", "ka.req.configmap", "ka.pod.commands", "ka.pod.hook_commands",
        "ka.req.pod.containers.command", "ka.req.pod.containers.args", "jevt.",
    ];

    private static IEnumerable<string> Containers(string name) =>
        _containers.Select(containers => $"ka.req.pod.{containers}.{name}");
}
