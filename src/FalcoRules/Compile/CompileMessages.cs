using FalcoRules.Text;

namespace FalcoRules.Compile;

/// <summary>All messages about rules as a whole and what they need.</summary>
internal static class CompileMessages
{
    public const string ContainerInfoIsDeprecated = "%container.info is deprecated and has no effect: name the fields that the output should show.";

    public static string UnknownSource(string source, IEnumerable<string> known) =>
        $"The source '{source}' is not loaded, so the rule is skipped{(known.Any() ? $": loaded are {string.Join(", ", known)}" : "")}{NearestName.Suggestion(source, known)}.";

    public static string MissingSource(string field, string source) =>
        $"The rule has no 'source', so it is for system calls, which have no field '{field}': add 'source: {source}'.";

    public static string UnknownFieldSkips(string message) => $"{message} The rule is skipped, because it has 'skip-if-unknown-filter'.";

    public static string UnusedMacro(string name) => $"The macro '{name}' is not used.";

    public static string UnusedList(string name) => $"The list '{name}' is not used.";

    public static string OtherPluginNeeded(PluginVersion plugin, PluginVersion needed) =>
        $"The rules need the plugin '{needed.Name}' in version {needed.Version} or a newer one with the same major version, but version {plugin.Version} is loaded.";

    public static string PluginMissing(IEnumerable<PluginVersion> alternatives, IReadOnlyList<PluginVersion> loaded)
    {
        var needed = string.Join(" or ", alternatives.Select(plugin => $"{plugin.Name} (>= {plugin.Version})"));
        var present = loaded.Count == 0 ? "no plugin is loaded" : $"loaded are {string.Join(", ", loaded.Select(plugin => $"{plugin.Name} {plugin.Version}"))}";
        return $"The rules need the plugin {needed}, but {present}: load it, in falco.yaml by an entry of plugins and its name in load_plugins.";
    }
}
