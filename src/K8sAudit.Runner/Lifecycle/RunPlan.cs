using FalcoRules;
using FalcoRules.Loading;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>What a run needs, read from files and checked before anything is opened: once at the start, and again for each reload.</summary>
internal sealed record RunPlan(FalcoConfiguration Configuration, PluginSet Plugins, Ruleset Ruleset, IReadOnlyList<string> Sources, RulesFilesResult Rules)
{
    /// <summary>The files and directories whose change causes a reload.</summary>
    public required IReadOnlyList<WatchedPath> Watched { get; init; }

    /// <summary>The fingerprint of these files from before they were read.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The rules files that were read.</summary>
    public IReadOnlyList<LoadedFile> RulesFiles => [.. Rules.Files.Select(file => LoadedFile.Of(file.Name, file.Text))];

    /// <summary>The configuration files that were read.</summary>
    public IReadOnlyList<LoadedFile> ConfigurationFiles => [.. Configuration.Files.Select(file => LoadedFile.Of(file, Configuration.Texts[file]))];

    /// <summary>Reads everything again.</summary>
    /// <exception cref="UserError">
    /// The configuration or the rules cannot be used, the configuration file has become empty, or rules in use are missing.
    /// </exception>
    /// <exception cref="PluginFailedException">A plugin cannot be used, or refuses its configuration.</exception>
    public RunPlan Reload(RunOptions options, Log log)
    {
        var configuration = Configure(options, log);
        // An empty file is incomplete or lost; it does not stand for the built-in configuration.
        if (options.ConfigurationFile is { } file && IsEmpty(configuration, file) && !IsEmpty(Configuration, file))
        {
            throw new UserError(RunnerMessages.EmptyConfiguration(file));
        }

        if (options.RulesFiles.Count == 0 && configuration.RulesFiles?.FirstOrDefault(IsLost) is { } lost)
        {
            throw new UserError(RunnerMessages.RulesAreLost(lost));
        }

        var plugins = PluginSet.Load(configuration, options.OpenParameters, log, Plugins);
        try
        {
            var plan = Read(options, configuration, plugins, log);
            if (plan.Rules.Files.FirstOrDefault(rules => string.IsNullOrWhiteSpace(rules.Text) && FileFingerprint.IsPipe(rules.Name)) is { } pipe)
            {
                throw new UserError(RunnerMessages.PipeIsEmpty(pipe.Name));
            }

            plugins.CheckConfigurations(plan.Sources.Where(source => !Plugins.IsSameFor(source, plugins)));
            return plan;
        }
        catch
        {
            plugins.DisposeUnlessIn(Plugins);
            throw;
        }
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="UserError">It cannot be used.</exception>
    public static FalcoConfiguration Configure(RunOptions options, Log log)
    {
        var configuration = new ConfigurationLoader(Environment.GetEnvironmentVariable, log).Load(options.ConfigurationFile, options.Overrides);
        log.Settings = options.Verbose ? log.Settings with { Level = LogLevel.Debug } : log.Settings;
        var isJson = options.AlertView switch
        {
            AlertView.Json => true,
            AlertView.Text or AlertView.Pretty => false,
            _ => configuration.JsonOutput,
        };
        var needsContext = Presentation.Of(options.AlertView, options.Color, isJson) is not null || (options.SummaryFormat == SummaryFormat.Json && !isJson);
        return configuration with
        {
            JsonOutput = isJson,
            Threads = options.Threads ?? configuration.Threads,
            OutputAdditions =
            [
                .. configuration.OutputAdditions,
                .. ExtraOutput.Additions(options.ExtraOutput, log),
                .. needsContext ? [Presentation.ContextFields] : Array.Empty<OutputAddition>(),
            ],
        };
    }

    /// <summary>Reads the rules and selects the sources.</summary>
    /// <exception cref="UserError">The rules cannot be used, or there is no source.</exception>
    public static RunPlan Read(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
    {
        var rules = new RulesSetup(configuration, plugins, log);
        var paths = rules.Paths(options.RulesFiles);
        var rulesFiles = options.RulesFiles.Count > 0 ? options.RulesFiles : configuration.RulesFiles ?? paths;
        IReadOnlyList<WatchedPath> watched =
        [
            .. configuration.Watched.Concat(configuration.CertificateFiles).Select(path => new WatchedPath(path)),
            .. rulesFiles.Select(path => new WatchedPath(path, IsRules: true)),
        ];
        // Empty where the configuration has changed since it was read, so that the change is noticed.
        var fingerprint = configuration.Texts.All(file => FileFingerprint.IsUnchanged(file.Key, file.Value))
            ? FileFingerprint.Of(watched.SelectMany(path => path.Files))
            : "";
        var files = RulesSetup.Read(paths);
        var ruleset = rules.LoadForUse(files);
        var sources = SourceSelection.Select(plugins, options);
        foreach (var source in sources.Where(source => ruleset.Program(source) is null))
        {
            log.Warning(RunnerMessages.NoRulesForSource(source));
        }

        return new RunPlan(configuration, plugins, ruleset, sources, files)
        {
            Watched = watched,
            Fingerprint = fingerprint,
        };
    }

    // A file that is being replaced is missing for a moment. At the start, one that never existed is skipped.
    private bool IsLost(string path) =>
        !RulesSetup.Exists(path) && Rules.Files.Any(file => file.Name == path || Path.GetDirectoryName(file.Name) == Path.TrimEndingDirectorySeparator(path));

    private static bool IsEmpty(FalcoConfiguration configuration, string file) => string.IsNullOrWhiteSpace(configuration.Texts[file]);
}
