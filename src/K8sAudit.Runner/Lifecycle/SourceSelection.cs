using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>Selects the event sources to read: all that are loaded, unless <c>--enable-source</c> or <c>--disable-source</c> select some of them.</summary>
internal static class SourceSelection
{
    // Falco always has this source; scripts disable it to read plugin events only.
    private const string SystemCalls = "syscall";

    /// <summary>Checks the names that the options give.</summary>
    /// <exception cref="UserError">A source is unknown.</exception>
    public static void Check(PluginSet plugins, RunOptions options)
    {
        Check("--enable-source", options.EnabledSources, plugins);
        Check("--disable-source", options.DisabledSources.Where(source => source != SystemCalls), plugins);
    }

    /// <summary>The sources to read.</summary>
    /// <exception cref="UserError">A source is unknown, or none is left.</exception>
    public static IReadOnlyList<string> Select(PluginSet plugins, RunOptions options)
    {
        if (plugins.Sources.Count == 0)
        {
            throw new UserError(RunnerMessages.NoSource(plugins.Plugins.Select(loaded => loaded.Plugin.Name)));
        }

        Check(plugins, options);
        string[] selected = [.. plugins.Sources.Where(source => IsSelected(source, options))];
        return selected.Length > 0 ? selected : throw new UserError("Must enable at least one event source");
    }

    private static bool IsSelected(string source, RunOptions options) =>
        (options.EnabledSources.Count == 0 || options.EnabledSources.Contains(source)) && !options.DisabledSources.Contains(source);

    private static void Check(string option, IEnumerable<string> named, PluginSet plugins)
    {
        if (named.FirstOrDefault(source => !plugins.Sources.Contains(source)) is { } unknown)
        {
            throw new UserError(RunnerMessages.UnknownSource(option, unknown, plugins.Sources));
        }
    }
}
