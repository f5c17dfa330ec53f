namespace K8sAudit.Runner.Plugins;

/// <summary>What to do about a plugin whose library is missing: plugins of providers are not needed here, because k8saudit reads exported logs.</summary>
internal static class ProviderPlugins
{
    private const string Other = "install the library there, or remove the plugin from plugins and load_plugins";

    /// <summary>The plugins of providers, and the pages that say how their audit logs are read.</summary>
    private static readonly (string Plugin, string Page)[] _pages =
    [
        ("k8saudit-eks", "docs/guides/eks.md"),
        ("k8saudit-gke", "docs/guides/gke.md"),
        ("k8saudit-aks", "docs/guides/aks.md"),
        ("k8saudit-ovh", "docs/inputs.md"),
    ];

    /// <summary>What to do where the library of a plugin is missing.</summary>
    public static string Remedy(string plugin) => Array.Find(_pages, row => row.Plugin == plugin).Page is { } page
        ? $"this program does not need it: the plugin k8saudit reads exported audit logs, as {page} explains"
        : Other;
}
