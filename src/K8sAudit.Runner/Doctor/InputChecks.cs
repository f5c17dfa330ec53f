using System.Net;
using System.Net.Sockets;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Doctor;

/// <summary>Checks of event sources: each is opened by its plugin and closed again.</summary>
internal static class InputChecks
{
    private static readonly string[] _stateOptions = ["stateDir", "offsetFile"];

    public static IEnumerable<Finding> Sources(DoctorContext context) =>
        context.Plan.Sources.Select(source => Open(context.Plugins.SourcePlugin(source), context));

    public static IEnumerable<Finding> Certificate(DoctorContext context)
    {
        if (context.Webhook is not { Address.IsTls: true } webhook)
        {
            return [Finding.Ok("no event source is a webhook over TLS")];
        }

        var authorities = webhook.Options.Text("clientCA");
        return
        [
            .. CertificateChecks.Server("sslCertificate", webhook.CertificateFile, webhook.KeyFile, DateTimeOffset.UtcNow),
            .. authorities.Length > 0 ? CertificateChecks.Authorities("clientCA", authorities, DateTimeOffset.UtcNow) : [],
        ];
    }

    /// <summary>
    /// Opens a source so that nothing is received and nothing that was saved is touched: a webhook answers each request with 503, after which an API server
    /// sends its events again, and the files of the state are left out. Null where the plugin cannot be asked for that.
    /// </summary>
    /// <exception cref="PluginFailedException">The source cannot be opened.</exception>
    public static OpenSource? TryOpen(LoadedPlugin source, DoctorContext context)
    {
        if (!ConfigurationSchema.Declares(source.Plugin.InitSchema(out _), "drain"))
        {
            return null;
        }

        var instance = PluginInstance.Create(source.Plugin, InitOptions.Read(source.Configuration.InitConfig).Without(_stateOptions), context.Log);
        try
        {
            instance.TryDrain();
            return new OpenSource(instance, PluginEventStream.Open(instance, source.Configuration.OpenParameters, TimeProvider.System));
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    private static Finding Open(LoadedPlugin source, DoctorContext context)
    {
        var input = SensitiveText.Shown(source.Configuration.OpenParameters, Sensitivity.PluginAddress);
        if (PipedInput.Is(source.Configuration.OpenParameters))
        {
            return Finding.Ok($"{input} is a pipe, which is read when the run starts");
        }

        try
        {
            using var opened = TryOpen(source, context);
            return opened is null
                ? Finding.Skip($"'{input}' of plugin '{source.Plugin.Name}' is opened when the run starts: the plugin cannot open it without receiving events")
                : Finding.Ok($"{input} can be opened");
        }
        catch (PluginFailedException e) when (WebhookSettings.Of(source.Configuration) is { Address.Port: > 0 } webhook && IsInUse(webhook))
        {
            return HealthCheck.IsHealthy($"{webhook.Address.Scheme}://{webhook.Address.LocalHost}:{webhook.Address.Port}/healthz")
                ? Finding.Ok($"{input} is served by a running instance")
                : Finding.Fail(e.Message, $"end the program that listens on port {webhook.Address.Port} (ss -ltnp), or choose another port");
        }
    }

    private static bool IsInUse(WebhookSettings webhook)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.TryParse(webhook.Address.LocalHost.Trim('[', ']'), out var address) ? address : IPAddress.Loopback, webhook.Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
