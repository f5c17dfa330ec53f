using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Doctor;

/// <summary><c>doctor</c> and <c>--dry-run</c>: checks a deployment without reading events.</summary>
internal sealed class DoctorCommand(RunOptions options)
{
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _reported = [];

    /// <summary>Runs the checks and writes the report.</summary>
    /// <param name="output">Where the report is written.</param>
    /// <param name="log">Where a dry run logs; the messages of other runs are a part of the report.</param>
    /// <returns>Whether no check has failed.</returns>
    public bool Execute(TextWriter output, TextWriter log)
    {
        var recording = new Log(options.DryRun ? log : TextWriter.Null, TimeProvider.System) { Written = Record, IsLocal = true };
        using var context = new DoctorContext(options, recording);
        var results = Requested().SelectMany(check => Run(check, context).Select(finding => new CheckResult(check, finding))).ToList();
        if (options.ReportFormat == ReportFormat.Json)
        {
            DoctorReport.WriteJson(results, output);
        }
        else
        {
            DoctorReport.WriteText(results, output);
        }

        // Falco writes an error there, and scripts look for it.
        results.Where(result => options.DryRun && result.Finding.Status == CheckStatus.Fail).ToList()
            .ForEach(result => log.Write($"Error: {result.Finding.Text}\n"));
        return results.TrueForAll(result => result.Finding.Status != CheckStatus.Fail);
    }

    private IEnumerable<Check> Requested() => options.AsksForHealth ? [Checks.Health] : Checks.All.Where(check =>
        check.IsRequested(options) && (check.IsLocal || !options.DryRun));

    private IReadOnlyList<Finding> Run(Check check, DoctorContext context)
    {
        if (context.Stage < check.Needs)
        {
            return [Finding.Skip("not checked, because an earlier check has failed")];
        }

        _warnings.Clear();
        IReadOnlyList<Finding> findings;
        try
        {
            findings = [.. check.Run(context)];
        }
        catch (Exception e) when (e is UserError or PluginFailedException or IOException or UnauthorizedAccessException)
        {
            findings = [Finding.Fail(e.Message)];
        }

        return [.. findings, .. _warnings.Where(_reported.Add).Select(warning => Finding.Warn(warning))];
    }

    private void Record(LogLevel level, string text)
    {
        if (level <= LogLevel.Warning)
        {
            lock (_warnings)
            {
                _warnings.Add(text);
            }
        }
    }
}
