using System.Text.RegularExpressions;
using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Doctor;

/// <summary>The webhook of the plugin k8saudit, as its open parameters and its <c>init_config</c> describe it.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The address that it listens on; empty for all.</param>
/// <param name="Port">Its port; 0 for one that the system chooses.</param>
/// <param name="Path">Its path.</param>
/// <param name="Options">The options of the plugin.</param>
internal sealed partial record WebhookSettings(string Scheme, string Host, int Port, string Path, InitOptions Options)
{
    private const string DefaultCertificate = "/etc/falco/falco.pem";

    public bool IsTls => Scheme == "https";

    public string CertificateFile => Options.Text("sslCertificate", DefaultCertificate);

    /// <summary>The file of the key: that of the certificate by default.</summary>
    public string KeyFile => Options.Text("sslKey") is { Length: > 0 } key ? key : CertificateFile;

    /// <summary>The address by which this machine reaches it.</summary>
    public string LocalHost => Host switch
    {
        "" or "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        _ => Host,
    };

    /// <summary>The settings; null where none of the lines of the open parameters is the address of a webhook.</summary>
    public static WebhookSettings? Of(PluginConfiguration plugin) =>
        Address().Match(plugin.OpenParameters) is { Success: true } match && ushort.TryParse(match.Groups["port"].ValueSpan, out var port)
            ? new(
                match.Groups["scheme"].Value.ToLowerInvariant(),
                match.Groups["host"].Value,
                port,
                match.Groups["path"].Length > 0 ? match.Groups["path"].Value : "/",
                InitOptions.Read(plugin.InitConfig))
            : null;

    [GeneratedRegex(
        @"^\s*(?<scheme>https?)://(?<host>\[[0-9a-f:.]+\]|[^/:?#\[\]]*):(?<port>[0-9]+)(?<path>/[^?#]*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Address();
}
