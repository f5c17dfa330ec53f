using FalcoRules.Items;
using FalcoRules.Text;

namespace FalcoRules.Compile;

/// <summary>Compares the plugins that the files need with those that are loaded.</summary>
internal static class RequirementChecker
{
    /// <summary>Reports each unmet requirement.</summary>
    /// <returns>Whether all requirements are met.</returns>
    public static bool Check(IEnumerable<PluginRequirement> requirements, IReadOnlyList<PluginVersion> loaded, ICollection<Diagnostic> diagnostics)
    {
        var isGood = true;
        foreach (var requirement in requirements)
        {
            if (Describe(requirement, loaded) is { } problem)
            {
                diagnostics.AddError(DiagnosticCodes.Validate, requirement.Location, problem);
                isGood = false;
            }
        }

        return isGood;
    }

    /// <summary>The first alternative that is loaded decides, as in Falco.</summary>
    private static string? Describe(PluginRequirement requirement, IReadOnlyList<PluginVersion> loaded)
    {
        foreach (var needed in requirement.Alternatives)
        {
            if (loaded.FirstOrDefault(plugin => plugin.Name == needed.Name) is { } plugin)
            {
                return Fits(plugin, needed) ? null : CompileMessages.OtherPluginNeeded(plugin, needed);
            }
        }

        return CompileMessages.PluginMissing(requirement.Alternatives, loaded);
    }

    private static bool Fits(PluginVersion plugin, PluginVersion needed) =>
        SemanticVersion.TryParse(plugin.Version, out var version)
        && SemanticVersion.TryParse(needed.Version, out var required)
        && SemanticVersion.Satisfies(version, required);
}
