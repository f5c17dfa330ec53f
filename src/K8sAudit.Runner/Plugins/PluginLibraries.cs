using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>
/// Where plugins' libraries are: an absolute path is itself, any other is looked for beside the program and then where Falco has its plugins.
/// </summary>
internal static class PluginLibraries
{
    /// <summary>Where Falco installs plugins.</summary>
    public const string FalcoDirectory = "/usr/share/falco/plugins";

    /// <summary>The library of a plugin.</summary>
    /// <exception cref="UserError">There is none, or a relative path leads out of its directory.</exception>
    public static string Find(PluginConfiguration plugin)
    {
        var candidates = Candidates(plugin).ToList();
        return candidates.Find(File.Exists) ?? throw new UserError(RunnerMessages.LibraryNotFound(
            plugin.Name, plugin.LibraryPath, candidates, ProviderPlugins.Remedy(plugin.Name)));
    }

    private static IEnumerable<string> Candidates(PluginConfiguration plugin) => Path.IsPathRooted(plugin.LibraryPath)
        ? [plugin.LibraryPath]
        : new[] { AppContext.BaseDirectory, FalcoDirectory }.Select(directory => Inside(directory, plugin));

    private static string Inside(string directory, PluginConfiguration plugin)
    {
        var path = Path.GetFullPath(plugin.LibraryPath, directory);
        return path.StartsWith(Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new UserError(RunnerMessages.LibraryOutside(plugin.Name, plugin.LibraryPath));
    }
}
