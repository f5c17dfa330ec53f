using FalcoRules;
using FalcoRules.Text;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-V</c>: says of each file whether it is valid, with every error of all of them; warnings are logged.</summary>
internal static class RulesValidation
{
    /// <returns>Whether all are valid.</returns>
    public static bool Write(IReadOnlyList<SourceText> files, RulesLoadResult result, Log log, TextWriter output)
    {
        foreach (var file in files)
        {
            var findings = result.Diagnostics.Where(finding => finding.Source.Name == file.Name).ToList();
            var errors = findings.Where(finding => finding.Severity == DiagnosticSeverity.Error).ToList();
            output.Write(errors.Count > 0 ? $"{file.Name}: Invalid\n{RulesSetup.Rendered(errors)}\n"
                : findings.Count > 0 ? $"{file.Name}: Ok, with warnings\n"
                : $"{file.Name}: Ok\n");
            foreach (var warning in findings.Where(finding => finding.Severity == DiagnosticSeverity.Warning))
            {
                log.Warning(warning.Render());
            }
        }

        return result.Succeeded;
    }
}
