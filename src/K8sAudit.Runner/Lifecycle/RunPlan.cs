using FalcoRules;
using FalcoRules.Files;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>Everything that a run needs, read from files and checked, before anything is opened: at the start, and again for each reload.</summary>
internal sealed record RunPlan(FalcoConfiguration Configuration, PluginSet Plugins, Ruleset Ruleset, IReadOnlyList<string> Sources, RulesFilesResult Rules)
{
    /// <summary>The files and directories whose change is a reason for a reload.</summary>
    public required IReadOnlyList<string> Watched { get; init; }

    /// <summary>What their content was before they were read.</summary>
    public required string Content { get; init; }

    /// <summary>The rules files, as they were read.</summary>
    public IReadOnlyList<LoadedFile> RulesFiles => [.. Rules.Files.Select(file => LoadedFile.Of(file.Name, file.Text))];

    /// <summary>The configuration's files, as they were read.</summary>
    public IReadOnlyList<LoadedFile> ConfigurationFiles => [.. Configuration.Files.Select(file => LoadedFile.Of(file, Configuration.Texts[file]))];

    /// <summary>Reads all of it anew. A configuration that is empty now is half written, or lost: the built-in one is not meant.</summary>
    /// <exception cref="UserError">Something in it cannot be used.</exception>
    /// <exception cref="PluginFailedException">A plugin cannot be used, or refuses its configuration.</exception>
    public RunPlan Reload(RunOptions options, Log log)
    {
        var configuration = Configure(options, log);
        if (options.ConfigurationFile is { } file && string.IsNullOrWhiteSpace(configuration.Texts[file]) && !string.IsNullOrWhiteSpace(Configuration.Texts[file]))
        {
            throw new UserError(RunnerMessages.EmptyConfiguration(file));
        }

        var plugins = PluginSet.Load(configuration, options.OpenParameters, log, Plugins);
        try
        {
            var setup = Read(options, configuration, plugins, log);
            if (setup.Rules.Files.FirstOrDefault(rules => string.IsNullOrWhiteSpace(rules.Text) && FileWatch.IsPipe(rules.Name)) is { } pipe)
            {
                throw new UserError(RunnerMessages.PipeIsEmpty(pipe.Name));
            }

            plugins.CheckConfigurations(setup.Sources.Where(source => !Plugins.IsSameFor(source, plugins)));
            return setup;
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
        return configuration with
        {
            BufferedOutputs = configuration.BufferedOutputs && !options.Unbuffered,
            OutputAdditions = [.. configuration.OutputAdditions, .. ExtraOutput.Additions(options.ExtraOutput, log)],
        };
    }

    /// <summary>Reads the rules, and chooses the sources.</summary>
    /// <exception cref="UserError">The rules cannot be used, or there is no source.</exception>
    public static RunPlan Read(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
    {
        var setup = new RulesSetup(configuration, plugins, log);
        var paths = setup.Paths(options.RulesFiles);
        string[] watched = [.. configuration.Watched, .. configuration.CertificateFiles, .. options.RulesFiles.Count > 0 ? options.RulesFiles : configuration.RulesFiles ?? paths];
        // A configuration that was changed since it was read counts as one whose change is yet to be seen.
        var content = configuration.Texts.All(file => FileWatch.Holds(file.Key, file.Value)) ? FileWatch.Content(watched) : "";
        var files = RulesSetup.Read(paths);
        var ruleset = setup.LoadForUse(files);
        var sources = SourceSelection.Select(plugins, options);
        foreach (var source in sources.Where(source => ruleset.Program(source) is null))
        {
            log.Warning(RunnerMessages.NoRulesForSource(source));
        }

        return new RunPlan(configuration, plugins, ruleset, sources, files)
        {
            Watched = watched,
            Content = content,
        };
    }
}
