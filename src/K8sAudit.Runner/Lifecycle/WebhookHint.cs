using System.Globalization;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>Says how an API server is pointed at a webhook that waits for events: on a terminal with the kubeconfig, otherwise in a line of the log.</summary>
internal static class WebhookHint
{
    /// <param name="plan">What is read.</param>
    /// <param name="progress">The progress line, which shows whether standard error is a terminal.</param>
    /// <param name="terminal">Standard error.</param>
    /// <param name="log">The log.</param>
    public static void Write(RunPlan plan, ProgressLine progress, TextWriter terminal, Log log)
    {
        var input = plan.Plugins.SourcePlugin(plan.Sources[0]).Configuration.OpenParameters;
        if (ListenAddress.Find(input) is not { } address)
        {
            return;
        }

        var host = address.IsEverywhere ? "ADDRESS-OF-THIS-MACHINE" : address.Host;
        var port = address.Port == 0 ? "PORT" : address.Port.ToString(CultureInfo.InvariantCulture);
        var server = $"{address.Scheme}://{host}:{port}{address.Path}";
        if (!progress.IsEnabled)
        {
            log.Notice(RunnerMessages.WaitsForApiServer(server));
            return;
        }

        progress.Erase();
        terminal.Write(Text(server));
    }

    private static string Text(string server)
    {
        var authority = server.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ", certificate-authority: CA.crt" : "";
        return $$$"""

        Waiting for audit events. To have an API server send them, start it with --audit-policy-file=POLICY and
        --audit-webhook-config-file=FILE; FILE is

          apiVersion: v1
          kind: Config
          clusters: [{name: k8saudit, cluster: {server: "{{{server}}}"{{{authority}}} }}]
          contexts: [{name: k8saudit, context: {cluster: k8saudit, user: ""}}]
          current-context: k8saudit

        k8saudit doctor --webhook-config FILE checks it. Ctrl+C ends.


        """;
    }
}
