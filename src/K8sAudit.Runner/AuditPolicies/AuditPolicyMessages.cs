namespace K8sAudit.Runner.AuditPolicies;

/// <summary>All messages about audit policies.</summary>
internal static class AuditPolicyMessages
{
    public static string NoRules(string file) => $"{file}: the policy has no rules: an API server does not start with it; add at least one";

    public static string NotA(string location, string expected, string found) => $"{location}: expected {expected}, found {found}";

    public static string NotOneOf(string location, string key, string found, IEnumerable<string> known) =>
        $"{location}: {key} is '{found}': expected {string.Join(" or ", known)}";

    public static string UnknownKey(string location, string key, IEnumerable<string> known) =>
        $"{location}: unknown key '{key}', which the API server ignores: expected {string.Join(", ", known)}";

    public static string ResourcesAndUrls(string location) =>
        $"{location}: the rule has nonResourceURLs and resources or namespaces: a request has either, so write two rules";

    public static string InvalidGroup(string location, string group) =>
        $"{location}: invalid group '{group}', with which an API server does not start: expected the name of an API group; there is no wildcard";

    public static string GroupWithVersion(string location, string group) => $"{location}: the group '{group}' has a version: name the group alone";

    public static string NamesWithoutResources(string location) => $"{location}: resourceNames without resources: name the resources, too";

    public static string InvalidUrl(string location, string url) =>
        $"{location}: invalid nonResourceURL '{url}': expected a path that begins with /, with * at its end at most";
}
