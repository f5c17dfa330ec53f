using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>Loads the configuration in Falco's order: the file, the files that it includes, then each <c>-o</c>.</summary>
internal sealed class ConfigurationLoader(Func<string, string?> environment, Log log)
{
    /// <summary>How long a log message may wait for syslog, so that logging does not hold up the caller.</summary>
    private static readonly TimeSpan _syslogTimeout = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Loads the configuration.</summary>
    /// <param name="file">The file of <c>-c</c>; null for the built-in defaults.</param>
    /// <param name="options">Each <c>-o</c>, in order.</param>
    /// <exception cref="UserError">A file cannot be read, or a value is not what its key expects.</exception>
    public FalcoConfiguration Load(string? file, IEnumerable<string> options)
    {
        var overrides = options.Select(CommandLineOverride.Parse).ToList();
        var root = file is null ? ReadDefaults() : ReadFile(file);
        // -o for config_files counts before the files are merged, every other -o after.
        overrides.Where(option => option.Path.Top == "config_files").ToList().ForEach(option => Apply(option, root));
        List<string> files = file is null ? [] : [file];
        Include(root, file, files);
        overrides.Where(option => option.Path.Top != "config_files").ToList().ForEach(option => Apply(option, root));
        var configuration = ConfigurationReader.Read(root);
        string[] main = file is null ? [] : [file];
        configuration = configuration with
        {
            Merged = root,
            Files = files,
            Texts = _texts,
            Watched = [.. main, .. configuration.IncludedFiles.Select(included => included.Path)],
        };
        SetUp(log, configuration);
        KeyCheck.Check(root, log);
        WarnOfNarrowAdditions(configuration);
        return configuration.Plugins.Count > 0 ? configuration : WithBuiltInPlugins(configuration);
    }

    private static void Apply(CommandLineOverride option, ConfigurationMapping root)
    {
        // As in Falco, a key directly below a list makes a mapping of the list.
        if (option.Path.IsBelow(FalcoConfiguration.AppendOutput.Name) && root.Find(option.Path.Top) is ConfigurationSequence list)
        {
            root.Entries[option.Path.Top] = new ConfigurationMapping(list.Location);
        }

        option.Path.Set(root, option.Value);
    }

    private static void SetUp(Log log, FalcoConfiguration configuration) => log.Settings = new LogSettings
    {
        Level = configuration.LogLevel,
        Enabled = configuration.LogToStandardError,
        Iso8601 = configuration.Iso8601,
        Syslog = configuration.LogToSyslog ? log.Settings.Syslog ?? new SyslogSocket(SyslogSocket.ConfiguredPath, _syslogTimeout, TimeProvider.System) : null,
    };

    /// <summary>As in Falco, an entry with rule and tags is worth a warning: both must match, which is rarely what is meant.</summary>
    private void WarnOfNarrowAdditions(FalcoConfiguration configuration)
    {
        foreach (var addition in configuration.OutputAdditions.Where(addition => addition.Rule is not null && addition.Tags.Count > 0))
        {
            log.Warning(RunnerMessages.RuleAndTags(addition.Rule!, addition.Tags));
        }
    }

    /// <summary>A falco.yaml for system calls, such as Falco's own, loads no plugins: the built-in ones are used.</summary>
    private FalcoConfiguration WithBuiltInPlugins(FalcoConfiguration configuration)
    {
        var plugins = ConfigurationReader.Read(ReadDefaults()).Plugins;
        log.Warning(RunnerMessages.NoPluginsConfigured(plugins.Select(plugin => plugin.Name)));
        return configuration with { Plugins = plugins };
    }

    private ConfigurationMapping ReadDefaults() => Parse(new SourceText("built-in defaults", BuiltInDefaults.Yaml));

    private void Include(ConfigurationMapping root, string? main, List<string> files)
    {
        foreach (var (location, included) in ConfigurationReader.ReadIncludedFiles(root))
        {
            if (main is not null && Path.GetFullPath(included.Path) == Path.GetFullPath(main))
            {
                throw new UserError(RunnerMessages.IncludesItself(location, included.Path));
            }

            foreach (var file in FilesOf(included.Path))
            {
                Merge(root, ReadFile(file), included.Strategy);
                files.Add(file);
            }
        }
    }

    /// <summary>A file, or the files of a directory in the order of their names. A path that does not exist is skipped, as in Falco.</summary>
    private static string[] FilesOf(string path)
    {
        try
        {
            return Directory.Exists(path) ? DirectoryFiles.List(path) : File.Exists(path) ? [path] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.CannotReadConfiguration(path, e.Message));
        }
    }

    private static void Merge(ConfigurationMapping root, ConfigurationMapping included, MergeStrategy strategy)
    {
        foreach (var (key, value) in included.Entries)
        {
            if (key == "config_files")
            {
                throw new UserError(RunnerMessages.NestedInclude(value.Location));
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
        List<Diagnostic> diagnostics = [];
        var source = TextFile.Read(path, ConfigurationTreeReader.Limits.MaxSize, diagnostics)
            ?? throw new UserError(RunnerMessages.CannotReadConfiguration(path, diagnostics[0].Message));
        _texts[path] = source.Text;
        var root = Parse(source);
        return OtherFile.Describe(root) is { } error ? throw new UserError(error) : root;
    }

    private ConfigurationMapping Parse(SourceText source)
    {
        var mapping = ConfigurationTreeReader.ReadMapping(source, "configuration", environment, out var ignored);
        if (ignored is not null)
        {
            log.Warning(RunnerMessages.IgnoredDocument(ignored));
        }

        return mapping;
    }
}
