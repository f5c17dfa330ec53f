using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>Recognizes files that are given as a configuration and are something else, or contain a configuration inside of another format.</summary>
internal static class OtherFile
{
    private const string UsualName = "falco.yaml";

    private static readonly Row[] _all =
    [
        new(root => IsKind(root, "ConfigMap"), _ => "a Kubernetes ConfigMap", root => Save($"the text under '{FileIn(root, "data")}'")),
        new(root => IsKind(root, "Secret") && root.Find("stringData") is not null, _ => "a Kubernetes Secret",
            root => Save($"the text under '{FileIn(root, "stringData")}'")),
        new(root => IsKind(root, "Secret"), _ => "a Kubernetes Secret", root => Save($"the text under '{FileIn(root, "data")}', decoded from base64,")),
        new(root => IsKind(root, "List"), _ => "a Kubernetes List", _ => "name a file that has the configuration itself"),
        new(root => IsKind(root, "HelmRelease"), _ => "a HelmRelease of Flux", _ => Save("the mapping under 'spec.values.falco'")),
        new(root => IsKind(root, "Application"), _ => "an Application of Argo CD", _ => Save("the mapping under 'falco' in its Helm values")),
        new(root => IsKind(root, "Config") && root.Find("spec") is not null, _ => "a Config of the Falco operator", _ => Save("the content of 'spec.config'")),
        new(root => IsKind(root, "Config"), _ => "a kubeconfig", _ => "check it with doctor --webhook-config or doctor --kubeconfig"),
        new(root => IsKind(root, "Policy"), _ => "an audit policy", _ => "check it with doctor --audit-policy"),
        new(root => root.Find("apiVersion") is not null && root.Find("kind") is ConfigurationScalar, root =>
            $"a Kubernetes object of the kind {((ConfigurationScalar)root.Find("kind")!).Text}", _ => "name a file that has the configuration itself"),
        new(root => root.Find("falco") is ConfigurationMapping inner && HasKnownKey(inner), _ => "a values file of the Helm chart of Falco",
            _ => Save("the mapping under 'falco'")),
        new(root => root.Find("customRules") is not null && !HasKnownKey(root), _ => "a values file of the Helm chart of Falco",
            _ => "it has rules, and no configuration under 'falco'; save the texts under 'customRules' as rules files and load them with -r"),
        new(root => RulesItems.IsItem(root) && !HasKnownKey(root), _ => "an item of a rules file", _ => $"write '- ' before it, and {RulesItems.Remedy}"),
        new(root => root.Find("tests") is ConfigurationSequence && root.Find("plugins") is null, _ => "a file of rule tests", _ => "run it with k8saudit test"),
    ];

    /// <summary>A kind of file: how it is recognized, what it is, and what to do with it.</summary>
    private sealed record Row(Func<ConfigurationMapping, bool> Matches, Func<ConfigurationMapping, string> What, Func<ConfigurationMapping, string> Remedy);

    /// <summary>The error about a file that is not a configuration; null for one that may be one.</summary>
    public static string? Describe(ConfigurationMapping root)
    {
        var row = Array.Find(_all, row => row.Matches(root));
        return row is not null ? RunnerMessages.OtherFile(root.Location, row.What(root), row.Remedy(root))
            : root.Entries.Count == 0 || HasKnownKey(root) ? null
            : RunnerMessages.NoKnownKey(root.Location, root.Entries.Keys.Take(3).Select(key => $"'{key}'"), ["plugins", "load_plugins", "rules_files"]);
    }

    private static bool HasKnownKey(ConfigurationMapping root) => FalcoConfiguration.Keys.All.Any(key => root.Entries.ContainsKey(key.Name));

    private static bool IsKind(ConfigurationMapping root, string kind) =>
        root.Find("apiVersion") is not null && root.Find("kind") is ConfigurationScalar scalar && scalar.Text == kind;

    private static string Save(string what) => $"save {what} as a file of its own, and name that file with -c";

    /// <summary>The path of falco.yaml in a mapping of files, or of the first file.</summary>
    private static string FileIn(ConfigurationMapping root, string key) => root.Find(key) is ConfigurationMapping { Entries.Keys: { Count: > 0 } names }
        ? $"{key}.{names.FirstOrDefault(name => name == UsualName) ?? names.First()}"
        : key;
}
