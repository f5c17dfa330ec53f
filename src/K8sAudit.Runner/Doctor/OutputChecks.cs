using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Doctor;

/// <summary>Checks of outputs: whether alerts can be written, and whether a test alert is delivered.</summary>
internal static class OutputChecks
{
    private const string TestRule = "Falco internal: test alert";

    /// <summary>Whether each output can be opened. A dry run does not connect to servers.</summary>
    public static IEnumerable<Finding> Outputs(DoctorContext context) =>
        OutputPlan.Of(context.Configuration).Select(plan => Try(plan, context));

    /// <summary>Sends an alert to each output but standard output.</summary>
    public static IEnumerable<Finding> SendTest(DoctorContext context)
    {
        var configuration = context.Configuration with
        {
            Outputs = [.. context.Configuration.Outputs.Where(output => output is not StandardOutputConfiguration)],
        };
        var reports = new DeliveryReports(context.Log, TimeProvider.System);
        using (var outputs = AlertOutputs.Open(configuration, Factory(reports)))
        {
            var alert = new InternalAlert(TestRule, $"{TestRule}: sent by k8saudit doctor", Priority.Informational);
            outputs.Write(alert.At(TimeProvider.System.GetUtcNow(), configuration.JsonOutput, Environment.MachineName, []));
        }

        return reports.All.Count == 0
            ? [Finding.Ok("standard output is the only output")]
            : reports.All.Select(report => report.Undelivered == 0
                ? Finding.Ok($"{report.Output}: a test alert was delivered")
                : Finding.Fail($"{report.Output}: a test alert was not delivered", "the warnings of this check have the reason"));
    }

    private static Finding Try(OutputPlan plan, DoctorContext context)
    {
        var name = plan.Kind.Name;
        // The check of a file creates it.
        var file = plan.Settings is FileOutputConfiguration { FileName: var path } && !Path.Exists(path) ? path : null;
        try
        {
            using var output = plan.Kind.Create(plan, Factory(new DeliveryReports(context.Log, TimeProvider.System)));
            if (context.IsLocal && plan.Settings is HttpOutputConfiguration)
            {
                return Finding.Ok($"{name}: its settings can be used; a dry run does not connect");
            }

            output.Check();
            return Finding.Ok($"{name}: alerts can be delivered");
        }
        catch (Exception e)
        {
            return Finding.Fail($"{name}: {e.Message}", Remedy(plan.Settings));
        }
        finally
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }

    private static OutputFactory Factory(DeliveryReports reports) =>
        new(new ProgressLine(TextWriter.Null, enabled: false, TimeProvider.System), reports, () => { }, () => false);

    private static string Remedy(OutputConfiguration settings) => settings switch
    {
        FileOutputConfiguration => "create its folder, and let this user write to it (file_output.filename)",
        HttpOutputConfiguration => "correct http_output, or start the receiver",
        ProgramOutputConfiguration => "correct program_output.program",
        SyslogOutputConfiguration => "start a syslog daemon, mount its socket, or set K8SAUDIT_SYSLOG_SOCKET",
        _ => "",
    };
}
