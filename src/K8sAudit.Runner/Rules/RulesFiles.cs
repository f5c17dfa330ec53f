using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Rules;

/// <summary>Finds and reads rules files: those of <c>-r</c>, else those of falco.yaml, else the default rules.</summary>
internal static class RulesFiles
{
    /// <summary>The files' texts, in the order in which they are loaded.</summary>
    /// <exception cref="UserError">A file of the command line does not exist, or one cannot be read.</exception>
    public static IReadOnlyList<SourceText> Read(IReadOnlyList<string> commandLine, FalcoConfiguration configuration, Log log)
    {
        IEnumerable<string> paths = commandLine.Count > 0 ? commandLine
            : configuration.RulesFiles is { } configured ? configured.Where(path => Exists(path, log))
            : [BuiltInDefaults.RulesFile];
        var files = paths.SelectMany(path => Expand(path, log)).ToList();
        if (files.Count == 0)
        {
            throw new UserError("there are no rules files; name files or directories with -r, or under rules_files");
        }

        return [.. files.Select(Read)];
    }

    private static bool Exists(string path, Log log)
    {
        var exists = File.Exists(path) || Directory.Exists(path);
        if (!exists)
        {
            log.Info($"rules_files: {path} does not exist and is skipped");
        }

        return exists;
    }

    /// <summary>A directory stands for its YAML files in name order.</summary>
    private static IEnumerable<string> Expand(string path, Log log)
    {
        if (Directory.Exists(path))
        {
            return Directory.GetFiles(path).Where(IsYaml).Order(StringComparer.Ordinal);
        }

        if (!IsYaml(path))
        {
            log.Warning($"rules file {path} is skipped: only files with the extension .yaml or .yml are read");
            return [];
        }

        return [path];
    }

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yaml" or ".yml";

    private static SourceText Read(string path)
    {
        try
        {
            return new SourceText(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(Messages.CannotReadFile("rules", path, e.Message));
        }
    }
}
