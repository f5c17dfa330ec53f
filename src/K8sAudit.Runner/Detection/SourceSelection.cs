using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Detection;

/// <summary>Which event sources are read: all that are loaded, unless <c>--enable-source</c> or <c>--disable-source</c> say otherwise.</summary>
internal static class SourceSelection
{
    /// <summary>The source that Falco always has: scripts that want events of plugins alone switch it off.</summary>
    private const string SystemCalls = "syscall";

    /// <summary>Checks the names on the command line.</summary>
    /// <exception cref="UserError">A source is unknown.</exception>
    public static void Check(PluginSet plugins, RunOptions options)
    {
        Check("--enable-source", options.EnabledSources, plugins);
        Check("--disable-source", options.DisabledSources.Where(source => source != SystemCalls), plugins);
    }

    /// <exception cref="UserError">A source is unknown, or none is left.</exception>
    public static IReadOnlyList<string> Select(PluginSet plugins, RunOptions options)
    {
        if (plugins.Sources.Count == 0)
        {
            throw new UserError(RunnerMessages.NoSource(plugins.Plugins.Select(loaded => loaded.Plugin.Name)));
        }

        Check(plugins, options);
        string[] selected = [.. plugins.Sources.Where(source => (options.EnabledSources.Count == 0 || options.EnabledSources.Contains(source)) && !options.DisabledSources.Contains(source))];
        return selected.Length > 0 ? selected : throw new UserError("Must enable at least one event source");
    }

    private static void Check(string option, IEnumerable<string> named, PluginSet plugins)
    {
        if (named.FirstOrDefault(source => !plugins.Sources.Contains(source)) is { } unknown)
        {
            throw new UserError(RunnerMessages.UnknownSource(option, unknown, plugins.Sources));
        }
    }
}
