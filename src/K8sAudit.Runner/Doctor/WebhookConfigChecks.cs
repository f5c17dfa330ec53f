using System.Net.Sockets;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Doctor;

/// <summary>Whether the kubeconfig of an API server's audit webhook fits what this deployment listens on, by a request with its credentials.</summary>
internal static class WebhookConfigChecks
{
    private const int MethodNotAllowed = 405;
    private const int Unauthorized = 401;
    private const int NotFound = 404;

    /// <summary>Checks the file of <c>--webhook-config</c>.</summary>
    public static IEnumerable<Finding> WebhookConfig(DoctorContext context) => Of(context.Options.WebhookConfig!, context);

    /// <summary>Checks a kubeconfig.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="context">What this deployment listens on.</param>
    /// <exception cref="UserError">The file is not a kubeconfig.</exception>
    public static IEnumerable<Finding> Of(string file, DoctorContext context)
    {
        var config = KubeConfig.Read(file);
        if (context.Webhook is not { } webhook)
        {
            return [Finding.Fail($"{file} is for a webhook, and no event source listens", "give the address of the webhook as the input, or set open_params")];
        }

        return [.. Address(config, webhook), Request(file, config, webhook, context)];
    }

    private static IEnumerable<Finding> Address(KubeConfig config, WebhookSettings webhook)
    {
        if (config.Server.Scheme != webhook.Address.Scheme)
        {
            yield return Finding.Fail(
                $"the server {config.Server} uses {config.Server.Scheme}, and the webhook listens with {webhook.Address.Scheme}",
                $"write {webhook.Address.Scheme}:// in the kubeconfig, or {config.Server.Scheme}:// in open_params");
        }

        if (webhook.Address.Port != 0 && config.Server.Port != webhook.Address.Port)
        {
            yield return Finding.Warn(
                $"the server has port {config.Server.Port}, and the webhook listens on {webhook.Address.Port}",
                "make them equal, unless a service or proxy maps one to the other");
        }
    }

    private static Finding Request(string file, KubeConfig config, WebhookSettings webhook, DoctorContext context)
    {
        if (webhook.Address.Port == 0)
        {
            return Finding.Skip("the webhook has port 0, and nothing can be sent to it before it runs");
        }

        // A webhook that does not run is opened for the request.
        using var opened = IsListening(webhook) ? null : InputChecks.TryOpen(context.Plugins.SourcePlugin(context.Plan.Sources[0]), context);
        try
        {
            return Answer(file, config, KubeClient.Get(config, config.Server, (webhook.Address.LocalHost, webhook.Address.Port)).Status);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return Refusal(config, webhook, e.GetBaseException().Message);
        }
    }

    // Only POST is accepted there, so that this is the answer to a request that fits.
    private static Finding Answer(string file, KubeConfig config, int status) => status switch
    {
        MethodNotAllowed => Finding.Ok($"{file} fits: the webhook accepts its TLS, its path {config.Server.AbsolutePath} and its credentials"),
        NotFound => Finding.Fail(
            $"the webhook does not listen on the path {config.Server.AbsolutePath}",
            "make the path of the server equal to that of open_params"),
        Unauthorized => Finding.Fail(
            config.Token.Length > 0 ? "the webhook refuses the token" : "the webhook needs a token, and the user has none",
            "give the user a tokenFile with a line of bearerTokenFile"),
        _ => Finding.Fail($"the webhook answered {status}"),
    };

    private static Finding Refusal(KubeConfig config, WebhookSettings webhook, string reason)
    {
        var needsClient = webhook.Options.Text("clientCA").Length > 0;
        return Finding.Fail(
            $"a request for {config.Server} failed: {reason}",
            needsClient && config.ClientCertificate is null ? "give the user a client-certificate that clientCA has issued, and its client-key"
            : needsClient ? "clientCA must have issued the client-certificate for client authentication, and clientNames must have one of its names"
            : $"certificate-authority must have issued the certificate of the webhook, and {config.ServerName} must be one of its subject alternative names");
    }

    private static bool IsListening(WebhookSettings webhook)
    {
        try
        {
            using var client = new TcpClient(webhook.Address.LocalHost.Trim('[', ']'), webhook.Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
