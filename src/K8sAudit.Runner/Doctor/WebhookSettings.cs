using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Doctor;

/// <summary>The webhook of the plugin k8saudit, as its open parameters and its <c>init_config</c> describe it.</summary>
/// <param name="Address">What it listens on.</param>
/// <param name="Options">The options of the plugin.</param>
internal sealed record WebhookSettings(ListenAddress Address, InitOptions Options)
{
    private const string DefaultCertificate = "/etc/falco/falco.pem";

    public string CertificateFile => Options.Text("sslCertificate", DefaultCertificate);

    /// <summary>The file of the key: that of the certificate by default.</summary>
    public string KeyFile => Options.Text("sslKey") is { Length: > 0 } key ? key : CertificateFile;

    /// <summary>The settings; null where none of the lines of the open parameters is the address of a webhook.</summary>
    public static WebhookSettings? Of(PluginConfiguration plugin) =>
        ListenAddress.Find(plugin.OpenParameters) is { } address ? new(address, InitOptions.Read(plugin.InitConfig)) : null;
}
