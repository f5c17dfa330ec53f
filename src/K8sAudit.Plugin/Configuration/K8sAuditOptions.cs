namespace K8sAudit.Plugin.Configuration;

/// <summary>The configuration of the plugin (<c>init_config</c>). <see cref="PluginOptions"/> says how each is read.</summary>
internal sealed record K8sAuditOptions
{
    /// <summary>The path of one PEM file with the key and the certificate of <c>https://</c>; <c>/etc/falco/falco.pem</c> by default.</summary>
    public string SslCertificate { get; init; } = "/etc/falco/falco.pem";

    /// <summary>The largest event, in bytes; 262144 by default.</summary>
    public int MaxEventSize { get; init; } = 262_144;

    /// <summary>The largest body of a POST, in bytes; 12582912 by default, the API server's own limit and a fifth.</summary>
    public int WebhookMaxBatchSize { get; init; } = 12 * 1024 * 1024;

    /// <summary>Accepted for the original's sake, without effect; true by default.</summary>
    public bool UseAsync { get; init; } = true;
}
