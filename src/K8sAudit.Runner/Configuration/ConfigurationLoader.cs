using FalcoRules.Text;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Configuration;

/// <summary>Puts the configuration together in Falco's order: the file, the files that it includes, then each <c>-o</c>.</summary>
internal sealed class ConfigurationLoader(Func<string, string?> environment, Log log)
{
    /// <summary>How long a message may wait for syslog: whoever logs has other work to do.</summary>
    private static readonly TimeSpan _syslogPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Loads the configuration.</summary>
    /// <param name="file">The file of <c>-c</c>; null for the built-in defaults.</param>
    /// <param name="options">Each <c>-o</c>, in order.</param>
    /// <exception cref="UserError">A file cannot be read, or what it says cannot be done.</exception>
    public FalcoConfiguration Load(string? file, IEnumerable<string> options)
    {
        var overrides = options.Select(CommandLineOverride.Parse).ToList();
        var root = file is null ? ReadDefaults() : ReadFile(file);
        // What -o adds to config_files must be there before the files are merged; everything else comes last.
        overrides.Where(option => option.Path.Top == "config_files").ToList().ForEach(option => option.Path.Set(root, option.Value));
        List<string> files = file is null ? [] : [file];
        Include(root, file, files);
        overrides.Where(option => option.Path.Top != "config_files").ToList().ForEach(option => option.Path.Set(root, option.Value));
        var configuration = ConfigurationReader.Read(root) with { Merged = root, Files = files, Texts = _texts, Watched = [.. file is null ? [] : new[] { file }, .. new ValueReader(root, "").Items("config_files").Select(item => ReadInclude(item).Path)] };
        SetUp(log, configuration);
        KeyCheck.Check(root, log);
        WarnOfNarrowAdditions(configuration);
        return configuration.Plugins.Count > 0 ? configuration : WithBuiltInPlugins(configuration);
    }

    private static void SetUp(Log log, FalcoConfiguration configuration) => log.Settings = new LogSettings
    {
        Level = configuration.LogLevel,
        Enabled = configuration.LogToStandardError,
        Iso8601 = configuration.Iso8601,
        Syslog = configuration.LogToSyslog ? log.Settings.Syslog ?? new SyslogSocket(SyslogSocket.ConfiguredPath, _syslogPatience, TimeProvider.System) : null,
    };

    /// <summary>Rule and tags of an entry must both match, which Falco warns of: few mean that.</summary>
    private void WarnOfNarrowAdditions(FalcoConfiguration configuration)
    {
        foreach (var addition in configuration.OutputAdditions.Where(addition => addition.Rule is not null && addition.Tags.Count > 0))
        {
            log.Warning(RunnerMessages.RuleAndTags(addition.Rule!, addition.Tags));
        }
    }

    /// <summary>A falco.yaml for system calls loads no plugins, and Falco's own is one.</summary>
    private FalcoConfiguration WithBuiltInPlugins(FalcoConfiguration configuration)
    {
        var plugins = ConfigurationReader.Read(ReadDefaults()).Plugins;
        log.Warning(RunnerMessages.NoPluginsConfigured(plugins.Select(plugin => plugin.Name)));
        return configuration with { Plugins = plugins };
    }

    private ConfigurationMapping ReadDefaults() => YamlReader.ReadMapping("built-in defaults", BuiltInDefaults.Yaml, environment);

    private void Include(ConfigurationMapping root, string? main, List<string> files)
    {
        foreach (var item in new ValueReader(root, "").Items("config_files"))
        {
            var (path, strategy) = ReadInclude(item);
            if (main is not null && Path.GetFullPath(path) == Path.GetFullPath(main))
            {
                throw new UserError($"{item.Place}: config_files includes the main configuration file itself: {path}");
            }

            foreach (var file in FilesOf(path))
            {
                Merge(root, ReadFile(file), strategy);
                files.Add(file);
            }
        }
    }

    private static (string Path, MergeStrategy Strategy) ReadInclude(ConfigurationNode item)
    {
        if (item is ConfigurationScalar scalar)
        {
            return (scalar.Text, MergeStrategy.Append);
        }

        var block = new ValueReader(item as ConfigurationMapping ?? throw new UserError($"{item.Place}: config_files: expected a path, or path and strategy, found {item.Kind}"), "config_files[]");
        return (block.RequiredText("path"), block.Word("strategy", MergeStrategy.Append, ("append", MergeStrategy.Append), ("override", MergeStrategy.Override), ("add-only", MergeStrategy.AddOnly)));
    }

    /// <summary>A file, or a directory's files in name order; nothing where neither exists, as in Falco.</summary>
    private static string[] FilesOf(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? DirectoryFiles.List(path)
        : [];

    private static void Merge(ConfigurationMapping root, ConfigurationMapping included, MergeStrategy strategy)
    {
        foreach (var (key, value) in included.Entries)
        {
            if (key == "config_files")
            {
                throw new UserError($"{value.Place}: an included configuration file cannot have config_files");
            }

            MergeKey(root, key, value, strategy);
        }
    }

    private static void MergeKey(ConfigurationMapping root, string key, ConfigurationNode value, MergeStrategy strategy)
    {
        var present = root.Find(key);
        if (strategy == MergeStrategy.Append && value is ConfigurationSequence added && present is ConfigurationSequence list)
        {
            list.Items.AddRange(added.Items);
        }
        else if (strategy != MergeStrategy.AddOnly || present is null)
        {
            root.Entries[key] = value;
        }
    }

    private ConfigurationMapping ReadFile(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            _texts[path] = text;
            return YamlReader.ReadMapping(path, text, environment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.CannotReadFile("configuration", path, e.Message));
        }
    }
}
