using System.Text.Json;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>
/// The changed object of an event, read without any care for speed: a tree in which a member may occur more than once, because nothing that a JSON patch adds
/// replaces anything.
/// </summary>
internal sealed class ReferenceObject
{
    private static readonly Dictionary<string, (string Family, string Template, string[] Subresources)> _resources = new()
    {
        ["/pods"] = ("pod", "", ["ephemeralcontainers", "resize"]),
        ["/replicationcontrollers"] = ("pod", "spec|template", []),
        ["/podtemplates"] = ("pod", "template", []),
        ["batch/jobs"] = ("pod", "spec|template", []),
        ["batch/cronjobs"] = ("pod", "spec|jobTemplate|spec|template", []),
        ["/persistentvolumes"] = ("pv", "", []),
        ["certificates.k8s.io/certificatesigningrequests"] = ("csr", "", ["approval", "status"]),
        ["/serviceaccounts"] = ("serviceaccount", "", ["token"]),
        ["/secrets"] = ("secret", "", []),
        ["admissionregistration.k8s.io/mutatingwebhookconfigurations"] = ("webhook", "", []),
        ["admissionregistration.k8s.io/validatingwebhookconfigurations"] = ("webhook", "", []),
        ["/services"] = ("service", "", ["status"]),
        ["networking.k8s.io/ingresses"] = ("ingress", "", []),
        ["extensions/ingresses"] = ("ingress", "", []),
        ["/namespaces"] = ("namespace", "", []),
        ["apiregistration.k8s.io/apiservices"] = ("apiservice", "", []),
        ["apiextensions.k8s.io/customresourcedefinitions"] = ("crd", "", []),
        ["scheduling.k8s.io/priorityclasses"] = ("priorityclass", "", []),
        ["/configmaps"] = ("configmap", "", []),
    };

    static ReferenceObject()
    {
        foreach (var name in new[]
        {
            "apps/deployments", "apps/replicasets", "apps/daemonsets", "apps/statefulsets", "extensions/deployments", "extensions/replicasets",
            "extensions/daemonsets", "extensions/jobs",
        })
        {
            _resources[name] = ("pod", "spec|template", []);
        }

        foreach (var group in new[] { "rbac.authorization.k8s.io", "authorization.openshift.io" })
        {
            _resources[group + "/roles"] = _resources[group + "/clusterroles"] = ("role", "", []);
            _resources[group + "/rolebindings"] = _resources[group + "/clusterrolebindings"] = ("binding", "", []);
        }
    }

    private ReferenceObject(string? name, ReferenceNode? value)
    {
        (Name, Value) = (name, value);
        if (value is not null)
        {
            Children.AddRange(value.Members.Select(member => new ReferenceObject(member.Key, member.Value)));
            Children.AddRange(value.Elements.Select(element => new ReferenceObject(null, element)));
        }
    }

    /// <summary>The name of a member; null for an element.</summary>
    public string? Name { get; }

    /// <summary>The value in the event; null for an object or array that only the paths of a patch name.</summary>
    public ReferenceNode? Value { get; private set; }

    public List<ReferenceObject> Children { get; } = [];

    /// <summary>Whether a JSON patch adds something below it.</summary>
    public bool IsExtended { get; private set; }

    public bool IsNull => Value is { Kind: JsonValueKind.Null };

    public bool IsObject => Value is null or { Kind: JsonValueKind.Object };

    public bool IsArray => Value is null or { Kind: JsonValueKind.Array };

    public string? String => Value is { Kind: JsonValueKind.String } ? Value.Text : null;

    /// <summary>The changed object, and what it is.</summary>
    public static (ReferenceObject? Root, string Family, string Template) Of(ReferenceNode document)
    {
        var target = document.Get("objectRef");
        var (resource, group, subresource) = (target?.Get("resource")?.Text, target?.Get("apiGroup")?.Text ?? "", target?.Get("subresource")?.Text ?? "");
        if (document.Get("verb")?.Text is not ("create" or "update" or "patch") || resource is null)
        {
            return default;
        }

        var root = Response(document) ?? Request(document.Get("requestObject"));
        if (subresource == "scale")
        {
            return (root, "scale", "");
        }

        var isBuiltIn = group is "" or "apps" or "batch" or "extensions" or "autoscaling" or "policy" || group.EndsWith(".k8s.io", StringComparison.Ordinal);
        var (family, template, subresources) = _resources.GetValueOrDefault($"{group}/{resource}", (isBuiltIn ? "" : "custom", "", []));
        return subresource.Length == 0 || subresources.Contains(subresource) ? (root, family, template) : (root, "", "");
    }

    /// <summary>The values at a path below this one, none of them null; <c>*</c> is each element.</summary>
    public IEnumerable<ReferenceObject> Find(string path) => Find(path.Length == 0 ? [] : path.Split('|'));

    /// <summary>The same, as text.</summary>
    public IEnumerable<string> Texts(string path) => Find(path).Select(node => node.Value?.Text).OfType<string>();

    private IEnumerable<ReferenceObject> Find(string[] steps) =>
        steps.Length == 0
            ? [this]
            : Children
                .Where(child => !child.IsNull && (steps[0] == "*" ? IsArray : IsObject && child.Name == steps[0]))
                .SelectMany(child => child.Find(steps[1..]));

    private static ReferenceObject? Response(ReferenceNode document)
    {
        var response = document.Get("responseObject");
        return response is { Kind: JsonValueKind.Object }
            && document.Get("responseStatus")?.Get("code") is { } code && Raw(code).StartsWith('2')
            && response.Get("kind") is { } kind && !(kind.Kind == JsonValueKind.String && kind.Text == "Status")
            && response.Get("apiVersion")?.Text.StartsWith("meta.k8s.io/", StringComparison.Ordinal) is not true
            ? new ReferenceObject(null, response)
            : null;
    }

    private static string Raw(ReferenceNode node) => node.Kind == JsonValueKind.String ? "\"" : node.Text;

    private static ReferenceObject? Request(ReferenceNode? request) => request?.Kind switch
    {
        JsonValueKind.Object => new ReferenceObject(null, request),
        JsonValueKind.Array => Patched(request),
        _ => null,
    };

    private static ReferenceObject Patched(ReferenceNode patch)
    {
        var root = new ReferenceObject(null, null);
        foreach (var operation in patch.Elements)
        {
            var kind = operation.Get("op") is { Kind: JsonValueKind.String } op ? op.Text : "";
            if (operation.Get("path") is not { Kind: JsonValueKind.String } path)
            {
                continue;
            }

            var value = kind switch
            {
                "add" or "replace" => operation.Get("value") is { } given ? new ReferenceObject(null, given) : null,
                "copy" or "move" when operation.Get("from") is { Kind: JsonValueKind.String } from => root.Resolve(from.Text),
                _ => null,
            };
            if (value is not null)
            {
                root.Add(path.Text, value);
            }
        }

        return root;
    }

    private void Add(string path, ReferenceObject value)
    {
        var tokens = Tokens(path);
        if (tokens.Length == 0)
        {
            Children.AddRange(value.Children.Select(child => child.Copy(child.Name)));
            IsExtended = true;
            return;
        }

        var parent = this;
        foreach (var token in tokens[..^1])
        {
            parent.IsExtended = true;
            var next = parent.Child(token, scalars: false);
            if (next is null)
            {
                next = new ReferenceObject(token, null);
                parent.Children.Add(next);
            }

            parent = next;
        }

        parent.IsExtended = true;
        parent.Children.Add(value.Copy(tokens[^1]));
    }

    private ReferenceObject? Resolve(string path)
    {
        var tokens = Tokens(path);
        var node = tokens.Length == 0 ? null : this;
        for (var i = 0; node is not null && i < tokens.Length; i++)
        {
            node = node.Child(tokens[i], scalars: i == tokens.Length - 1);
        }

        return node?.Copy(null);
    }

    private ReferenceObject? Child(string token, bool scalars)
    {
        var elements = Children.Where(child => child.Name is null).ToList();
        return Children.LastOrDefault(child =>
            (scalars || child.IsObject || child.IsArray)
                && (child.Name is null ? token == elements.IndexOf(child).ToString(System.Globalization.CultureInfo.InvariantCulture) : child.Name == token));
    }

    private ReferenceObject Copy(string? name)
    {
        var copy = new ReferenceObject(name, null) { Value = IsExtended ? null : Value, IsExtended = IsExtended };
        copy.Children.AddRange(Children.Select(child => child.Copy(child.Name)));
        return copy;
    }

    private static string[] Tokens(string path) =>
        [.. path.Split('/')[1..].Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
