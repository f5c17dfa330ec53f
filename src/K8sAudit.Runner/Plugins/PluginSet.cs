using FalcoRules;
using FalcoRules.Fields;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>All loaded plugins, and the event sources that they make.</summary>
internal sealed class PluginSet : IDisposable
{
    private readonly List<LoadedPlugin> _plugins;
    private readonly Log _log;

    private PluginSet(List<LoadedPlugin> plugins, IReadOnlyList<HostField> staticFields, Log log)
    {
        _plugins = plugins;
        StaticFields = staticFields;
        _log = log;
        Sources = [.. plugins.Where(loaded => loaded.Plugin.IsSource).Select(loaded => loaded.Plugin.EventSource).Distinct()];
        EventSources = [.. Sources.Select(MakeSource)];
    }

    public IReadOnlyList<LoadedPlugin> Plugins => _plugins;

    /// <summary>The fields that the configuration gives every event.</summary>
    public IReadOnlyList<HostField> StaticFields { get; }

    /// <summary>The names of the event sources, in the order of their plugins.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The event sources with their fields, as rules see them.</summary>
    public IReadOnlyList<EventSource> EventSources { get; }

    /// <summary>The plugins as <c>required_plugin_versions</c> sees them.</summary>
    public IReadOnlyList<PluginVersion> Versions => [.. _plugins.Select(loaded => new PluginVersion(loaded.Plugin.Name, loaded.Plugin.Version))];

    /// <summary>Loads the configured plugins in order.</summary>
    /// <param name="configuration">Which plugins, and which fields besides theirs.</param>
    /// <param name="openParameters">What the first source plugin opens instead of what is configured; null for that.</param>
    /// <param name="log">Where it says what was loaded.</param>
    /// <param name="before">Plugins whose libraries are loaded already, and are used again.</param>
    /// <exception cref="UserError">A library is missing.</exception>
    /// <exception cref="PluginFailedException">A library is not a plugin, or fails.</exception>
    public static PluginSet Load(FalcoConfiguration configuration, string? openParameters, Log log, PluginSet? before = null)
    {
        List<LoadedPlugin> plugins = [];
        try
        {
            foreach (var entry in configuration.Plugins)
            {
                var path = PluginLibraries.Find(entry);
                var plugin = Load(path, before?._plugins.Find(loaded => loaded.Plugin.Path == path)?.Plugin, log);
                log.Info($"Loaded plugin '{entry.Name}@{plugin.Version}' from file {plugin.Path}");
                var replaces = openParameters is not null && plugin.IsSource && !plugins.Exists(loaded => loaded.Plugin.IsSource);
                plugins.Add(new LoadedPlugin(plugin, replaces ? entry with { OpenParameters = openParameters! } : entry));
            }

            var set = new PluginSet(plugins, [.. HostFields.Static(configuration.StaticFields)], log);
            set.Warn();
            return set;
        }
        catch
        {
            Dispose(plugins, before);
            throw;
        }
    }

    /// <summary>The plugin whose events a source's are; the first where there are several.</summary>
    public LoadedPlugin SourcePlugin(string source) => _plugins.First(loaded => loaded.Plugin.EventSource == source);

    /// <summary>The plugins that read fields of a source's events, in order.</summary>
    public IEnumerable<LoadedPlugin> Extractors(string source) => _plugins.Where(loaded => loaded.Plugin.ExtractsFrom(source));

    /// <summary>Initialises every plugin that the sources need, so that its configuration is checked, and lets it go again.</summary>
    /// <exception cref="PluginFailedException">One of them refuses its configuration.</exception>
    public void CheckConfigurations(IEnumerable<string> sources)
    {
        foreach (var loaded in sources.SelectMany(source => Extractors(source).Append(SourcePlugin(source))).Distinct())
        {
            PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, _log).Dispose();
        }
    }

    /// <summary>Whether a source has the same plugins with the same configurations in another set.</summary>
    public bool IsSameFor(string source, PluginSet other) => other.Sources.Contains(source)
        && SourcePlugin(source) == other.SourcePlugin(source)
        && Extractors(source).SequenceEqual(other.Extractors(source));

    /// <summary>Unloads the plugins that another set does not use.</summary>
    public void DisposeUnlessIn(PluginSet other) => Dispose(_plugins, other);

    private static NativePlugin Load(string path, NativePlugin? before, Log log)
    {
        if (before is null || before.IsCurrent())
        {
            return before ?? NativePlugin.Load(path);
        }

        log.Notice(RunnerMessages.LibraryChanged(path));
        return NativePlugin.LoadBeside(path);
    }

    private static void Dispose(IEnumerable<LoadedPlugin> plugins, PluginSet? other)
    {
        foreach (var loaded in plugins.Where(loaded => other?.Uses(loaded.Plugin) != true))
        {
            loaded.Plugin.Dispose();
        }
    }

    private bool Uses(NativePlugin plugin) => _plugins.Exists(loaded => loaded.Plugin == plugin);

    public void Dispose() => Dispose(_plugins, null);

    private EventSource MakeSource(string source)
    {
        var fields = HostFields.All.Concat(StaticFields).Select(field => field.ToDefinition())
            .Concat(Extractors(source).SelectMany(loaded => loaded.Plugin.Fields.Select(field => field.ToDefinition(loaded.Plugin))));
        return new EventSource(source, fields);
    }

    private void Warn()
    {
        foreach (var source in Sources.Where(source => _plugins.Count(loaded => loaded.Plugin.EventSource == source) > 1))
        {
            _log.Warning(RunnerMessages.SourceTwice(source, SourcePlugin(source).Plugin.Name));
        }

        foreach (var source in EventSources)
        {
            WarnOfOverlaps(source);
        }

        foreach (var plugin in _plugins.Select(loaded => loaded.Plugin))
        {
            WarnOfUnused(plugin);
        }
    }

    private void WarnOfOverlaps(EventSource source)
    {
        foreach (var plugin in Extractors(source.Name).Select(loaded => loaded.Plugin))
        {
            foreach (var field in plugin.Fields)
            {
                if (source.Find(field.Name) is { } first && first.Provider != plugin.Name)
                {
                    _log.Warning(RunnerMessages.FieldTwice(field.Name, source.Name, first.Provider, plugin.Name));
                }
            }
        }
    }

    private void WarnOfUnused(NativePlugin plugin)
    {
        if (!plugin.IsSource && !Sources.Any(plugin.ExtractsFrom))
        {
            _log.Warning(RunnerMessages.UnusedPlugin(plugin.Name));
        }

        var unused = plugin.Capabilities & ~(PluginCapabilities.Sourcing | PluginCapabilities.Extraction);
        if (unused != PluginCapabilities.None)
        {
            _log.Warning(RunnerMessages.UnusedCapabilities(plugin.Name, unused.ToString()));
        }
    }
}
