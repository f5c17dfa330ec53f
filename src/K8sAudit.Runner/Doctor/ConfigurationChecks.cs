namespace K8sAudit.Runner.Doctor;

/// <summary>Checks of what is read before a run: configuration, plugins, rules. Their warnings are those that a run logs.</summary>
internal static class ConfigurationChecks
{
    public static IEnumerable<Finding> Configuration(DoctorContext context)
    {
        context.ReadConfiguration();
        var files = context.Configuration.Files;
        return [Finding.Ok(files.Count == 0 ? "built-in defaults, because -c is not given" : string.Join(", ", files))];
    }

    public static IEnumerable<Finding> Plugins(DoctorContext context)
    {
        context.LoadPlugins();
        return [.. context.Plugins.Plugins.Select(loaded => Finding.Ok($"{loaded.Plugin.Name} {loaded.Plugin.Version} from {loaded.Plugin.Path}"))];
    }

    public static IEnumerable<Finding> Rules(DoctorContext context)
    {
        context.ReadPlan();
        var rules = context.Plan.Ruleset.Rules;
        var files = context.Plan.Rules.Files.Select(file => file.Name);
        return [Finding.Ok($"{rules.Count(rule => rule.Enabled)} of {rules.Length} rules are enabled, from {string.Join(", ", files)}")];
    }

    public static IEnumerable<Finding> InitConfig(DoctorContext context)
    {
        context.CheckInitConfig();
        var plugins = context.Plan.Sources.SelectMany(source => context.Plugins.Extractors(source).Append(context.Plugins.SourcePlugin(source))).Distinct();
        return [Finding.Ok($"accepted by {string.Join(", ", plugins.Select(loaded => loaded.Plugin.Name))}")];
    }
}
