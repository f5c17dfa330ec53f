using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>What the fields of objects other than pods are worth, written down once more as plainly as possible.</summary>
internal static partial class ReferenceObjects
{
    // The family of the objects, and the paths of all values or, for a field that is not a list, of the last one.
    private static readonly Dictionary<string, (string Family, bool IsList, string Paths)> _paths = new()
    {
        ["ka.binding.role"] = ("binding", false, "roleRef|name"),
        ["ka.binding.role_kind"] = ("binding", false, "roleRef|kind"),
        ["ka.role.verbs"] = ("role", true, "rules|*|verbs|*"),
        ["ka.role.resources"] = ("role", true, "rules|*|resources|*"),
        ["ka.role.urls"] = ("role", true, "rules|*|nonResourceURLs|*"),
        ["ka.csr.signer"] = ("csr", false, "spec|signerName"),
        ["ka.csr.usages"] = ("csr", true, "spec|usages|*"),
        ["ka.secret.type"] = ("secret", false, "type"),
        ["ka.webhook.urls"] = ("webhook", true, "webhooks|*|clientConfig|url"),
        ["ka.webhook.failure_policies"] = ("webhook", true, "webhooks|*|failurePolicy"),
        ["ka.webhook.resources"] = ("webhook", true, "webhooks|*|rules|*|resources|*"),
        ["ka.webhook.verbs"] = ("webhook", true, "webhooks|*|rules|*|operations|*"),
        ["ka.service.type"] = ("service", false, "spec|type"),
        ["ka.service.external_ips"] = ("service", true, "spec|externalIPs|*"),
        ["ka.service.external_name"] = ("service", false, "spec|externalName"),
        ["ka.service.load_balancer_ips"] = ("service", true, "spec|loadBalancerIP status|loadBalancer|ingress|*|ip status|loadBalancer|ingress|*|hostname"),
        ["ka.ingress.paths"] = ("ingress", true, "spec|rules|*|http|paths|*|path"),
        ["ka.ingress.hosts"] = ("ingress", true, "spec|rules|*|host"),
        ["ka.crd.conversion_url"] = ("crd", false, "spec|conversion|webhook|clientConfig|url"),
    };

    private static readonly Dictionary<string, string> _families = new()
    {
        ["ka.binding"] =
            "binding", ["ka.role"] = "role", ["ka.csr"] = "csr", ["ka.token"] = "serviceaccount", ["ka.secret"] = "secret", ["ka.serviceaccount"] = "serviceaccount",
        ["ka.webhook"] =
            "webhook", ["ka.service"] = "service", ["ka.ingress"] = "ingress", ["ka.apiservice"] = "apiservice", ["ka.crd"] = "crd", ["ka.pv"] = "pv",
        ["ka.namespace"] = "namespace", ["ka.configmap"] = "configmap", ["ka.priorityclass"] = "priorityclass", ["ka.scale"] = "pod custom scale",
    };

    public static bool Knows(string field) => _families.ContainsKey(field[..field.LastIndexOf('.')]);

    public static IEnumerable<string> Read(ReferenceNode document, string field, string? key)
    {
        var (root, family, _) = ReferenceObject.Of(document);
        if (root is null || !_families[field[..field.LastIndexOf('.')]].Split(' ').Contains(family))
        {
            return [];
        }

        return _paths.TryGetValue(field, out var row)
            ? row.IsList ? row.Paths.Split(' ').SelectMany(root.Texts) : Last(root, row.Paths)?.Value?.Text is { } text ? [text] : []
            : Computed(document, root, field, key);
    }

    private static IEnumerable<string> Computed(ReferenceNode document, ReferenceObject root, string field, string? key) => field switch
    {
        "ka.binding.subjects" => root.Find("subjects|*").Where(subject => subject.IsObject).Select(Subject),
        "ka.binding.users" => Subjects(root, "User").SelectMany(LastText("name")),
        "ka.binding.groups" => Subjects(root, "Group").SelectMany(LastText("name")),
        "ka.binding.serviceaccounts" => Subjects(root, "ServiceAccount").Where(one => Last(one, "namespace")?.Value is not null && Last(one, "name")?.Value is not null).Select(one => $"{Last(one, "namespace")!.Value!.Text}:{Last(one, "name")!.Value!.Text}"),
        "ka.role.rules" => root.Find("rules|*").Select(RuleText).Where(text => text.Length > 0),
        "ka.role.grants" => Grants(root, key),
        "ka.role.wildcard" => root.Find("rules|*").Any() ? [Text(root.Find("rules|*").Any(rule => Strings(rule, "verbs|*").Concat(Strings(rule, "resources|*")).Contains("*")))] : [],
        "ka.role.aggregates" => Labels(root, "rbac.authorization.k8s.io/aggregate-to-").Where(label => label.Node.String == "true").Select(label => label.Name),
        "ka.csr.common_name" => CertificateNames(root, "2.5.4.3").TakeLast(1),
        "ka.csr.organizations" => CertificateNames(root, "2.5.4.10"),
        "ka.csr.approved" => [Text(root.Find("status|conditions|*|type").Any(type => type.String == "Approved"))],
        "ka.token.audiences" => IsToken(document) ? root.Texts("spec|audiences|*") : [],
        "ka.token.seconds" => IsToken(document) ? Number(root, "spec|expirationSeconds") : [],
        "ka.secret.keys" => Names(root, "data").Concat(Names(root, "stringData")),
        "ka.serviceaccount.cloud_identity" => new[] { "eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account", "azure.workload.identity/client-id" }
            .SelectMany(name =>
                root.Find("metadata|annotations").Where(one => one.IsObject).SelectMany(one => one.Children).Where(one => !one.IsNull && one.Name == name))
                .Select(one => one.Value?.Text)
                .OfType<string>(),
        "ka.webhook.services" => root.Find("webhooks|*|clientConfig|service").SelectMany(Service),
        "ka.webhook.has_namespace_selector" => root.Find("webhooks|*").Any() ? [Text(root.Find("webhooks|*").Any(IsLimited))] : [],
        "ka.apiservice.service" => Last(root, "spec|service") is { } service ? Service(service) : [],
        "ka.crd.conversion_service" => Last(root, "spec|conversion|webhook|clientConfig|service") is { } service ? Service(service) : [],
        "ka.ingress.annotations" => root.Find("metadata|annotations").Where(one => one.IsObject).SelectMany(ReferencePods.Pairs),
        "ka.ingress.tls" => [Text(root.Find("spec|tls|*").Any())],
        "ka.pv.types" => Names(root, "spec").Where(name => !NotAType().IsMatch(name)),
        "ka.pv.hostpaths" => HostPaths(root),
        "ka.pv.hostpath_prefixes" => HostPaths(root).SelectMany(ReferencePods.Prefixes),
        "ka.namespace.pod_security" => Labels(root, "pod-security.kubernetes.io/").Where(label => label.Node.Value is not null).Select(label => $"{label.Name}={label.Node.Value!.Text}"),
        "ka.configmap.keys" => Names(root, "data").Concat(Names(root, "binaryData")),
        "ka.configmap.data" => Last(root, "data") is { } data ? Json(data) : [],
        "ka.priorityclass.value" => Number(root, "value"),
        "ka.priorityclass.global_default" => root.Find("globalDefault").Select(one => one.Value?.Kind).ToList() is var kinds && kinds.Contains(JsonValueKind.True) ? ["true"] : kinds.Contains(JsonValueKind.False) ? ["false"] : [],
        "ka.scale.replicas" => Number(root, "spec|replicas"),
        _ => throw new ArgumentException($"The reference does not know {field}."),
    };

    private static ReferenceObject? Last(ReferenceObject from, string path) => from.Find(path).LastOrDefault();

    private static Func<ReferenceObject, IEnumerable<string>> LastText(string path) => from => Last(from, path)?.Value?.Text is { } text ? [text] : [];

    private static string Text(bool value) => value ? "true" : "false";

    private static IEnumerable<string> Strings(ReferenceObject from, string path) => from.Find(path).Select(node => node.String).OfType<string>();

    private static IEnumerable<string> Names(ReferenceObject root, string path) =>
        root.Find(path).Where(node => node.IsObject).SelectMany(node => node.Children).Where(child => !child.IsNull).Select(child => child.Name ?? "");

    private static IEnumerable<(string Name, ReferenceObject Node)> Labels(ReferenceObject root, string prefix) =>
        root.Find("metadata|labels").Where(node => node.IsObject).SelectMany(node => node.Children)
            .Where(child => !child.IsNull && child.Name is not null && child.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(child => (child.Name![prefix.Length..], child));

    private static IEnumerable<string> Number(ReferenceObject root, string path) =>
        Last(root, path)?.Value is { Kind: JsonValueKind.Number } value
            && Digits().IsMatch(value.Text)
            && ulong.TryParse(value.Text, CultureInfo.InvariantCulture, out var number)
            ? [$"{number}"]
            : [];

    private static bool IsToken(ReferenceNode document) => document.Get("objectRef")?.Get("subresource")?.Text is "token";

    private static IEnumerable<ReferenceObject> Subjects(ReferenceObject root, string kind) =>
        root.Find("subjects|*").Where(subject => Last(subject, "kind")?.String == kind);

    private static string Subject(ReferenceObject subject)
    {
        var space = Last(subject, "namespace")?.Value?.Text ?? "";
        return $"{Last(subject, "kind")?.Value?.Text}:{space}{(space.Length > 0 ? "/" : "")}{Last(subject, "name")?.Value?.Text}";
    }

    private static string RuleText(ReferenceObject rule)
    {
        var isCore = rule.Find("apiGroups|*").ToList() is [{ String: "" }];
        string[] parts = [List("verbs"), List("resources"), List("nonResourceURLs"), isCore ? "" : Labelled("apiGroups"), Labelled("resourceNames")];
        return string.Join(' ', parts.Where(part => part.Length > 0));

        string List(string name) => string.Join('|', rule.Find(name + "|*").Select(node => node.Value is { Text.Length: > 0 } value ? value.Text : "\"\""));
        string Labelled(string name) => List(name) is { Length: > 0 } list ? $"{name}={list}" : "";
    }

    private static IEnumerable<string> Grants(ReferenceObject root, string? key)
    {
        if (key?.Split('/', 2) is not [var verb, var resource] || !root.Find("rules|*").Any())
        {
            return [];
        }

        string[] resources = resource.Split('/', 2) is [_, var subresource] ? [resource, "*", "*/" + subresource] : [resource, "*"];
        return
        [
            Text(
                root.Find("rules|*")
                    .Any(rule => Strings(rule, "verbs|*").Any(one => one == verb || one == "*") && Strings(rule, "resources|*").Any(resources.Contains))),
        ];
    }

    private static IEnumerable<string> Service(ReferenceObject reference)
    {
        var (space, name) = (Last(reference, "namespace"), Last(reference, "name"));
        return (space, name) switch
        {
            (not null, not null) => space.Value is not null && name.Value is not null ? [$"{space.Value.Text}/{name.Value.Text}"] : [],
            (null, { Value: { } text }) => [text.Text],
            _ => [],
        };
    }

    private static bool IsLimited(ReferenceObject webhook) =>
        new[] { "namespaceSelector", "objectSelector" }.Any(selector =>
            webhook.Find(selector + "|matchLabels").Concat(webhook.Find(selector + "|matchExpressions")).Any(one => one.Children.Count > 0));

    private static IEnumerable<string> HostPaths(ReferenceObject root) =>
        root.Find("spec|hostPath|path")
            .Concat(root.Find("spec|local|path"))
            .Select(one => one.String ?? "")
            .Where(text => text.Length > 0)
            .Select(ReferencePods.Clean);

    // Also of a patch that adds to the object.
    private static IEnumerable<string> Json(ReferenceObject data) =>
        data.Value is not null && !data.IsExtended
            ? [data.Value.Text]
            :
            [
                "{" + string.Join(',', data.Children.Where(child => child.Value is not null).Select(child => $"{Quoted(child.Name ?? "")}:{(child.Value!.Kind == JsonValueKind.String ? child.Value.Raw : child.Value.Text)}")) + "}",
            ];

    private static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";

    // The names of a PKCS #10 request, with the platform's reader.
    private static IEnumerable<string> CertificateNames(ReferenceObject root, string type)
    {
        try
        {
            var pem = Encoding.Latin1.GetString(Convert.FromBase64String(Last(root, "spec|request")?.String ?? ""));
            var request = System.Security.Cryptography.X509Certificates.CertificateRequest.LoadSigningRequestPem(
                pem, System.Security.Cryptography.HashAlgorithmName.SHA256,
                System.Security.Cryptography.X509Certificates.CertificateRequestLoadOptions.SkipSignatureValidation);
            return request.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
                .Where(name => name.GetSingleElementType().Value == type)
                .Select(name => name.GetSingleElementValue()!);
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            return [];
        }
    }

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex(
        "^(accessModes|capacity|claimRef|mountOptions|nodeAffinity|persistentVolumeReclaimPolicy|storageClassName|volumeAttributesClassName|volumeMode)$")]
    private static partial Regex NotAType();
}
