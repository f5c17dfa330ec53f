using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Messages;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.HttpOutputConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>http_output</c> block. The defaults are Falco's.</summary>
internal sealed record HttpOutputConfiguration : OutputConfiguration
{
    /// <summary>The default of <c>ca_path</c>, which stands for the certificate authorities that the system trusts.</summary>
    public const string SystemCertificates = "/etc/ssl/certs";

    public static KeyTable<HttpOutputConfiguration> Keys { get; } = new(
    [
        Value("enabled", ValueKinds.Boolean, "Sends each alert as the body of a POST request.", o => o.Enabled, (o, value) => o with { Enabled = value }),
        Value(
            "url",
            ValueKinds.HttpUrl,
            "URL of the server, with http:// or https://.",
            o => o.Url,
            (o, value) => o with { Url = value },
            isRequired: true,
            sensitivity: Sensitivity.Url),
        Value("user_agent", ValueKinds.HeaderValue, "User-Agent header of the requests.", o => o.UserAgent, (o, value) => o with { UserAgent = value }),
        Value("insecure", ValueKinds.Boolean, "Accepts any server certificate.", o => o.Insecure, (o, value) => o with { Insecure = value }),
        Value(
            "ca_cert",
            ValueKinds.OptionalPath,
            "PEM file with the certificate authority to trust instead of those of the system.",
            o => o.CaCert,
            (o, value) => o with { CaCert = value }),
        Value(
            "ca_bundle",
            ValueKinds.OptionalPath,
            "PEM file with the certificate authorities to trust, if `ca_cert` is not set.",
            o => o.CaBundle,
            (o, value) => o with { CaBundle = value }),
        Value("ca_path", ValueKinds.Path, "Directory of PEM files with the certificate authorities to trust, if neither `ca_cert` nor `ca_bundle` is set. The default stands for those of the system.",
            o => o.CaPath, (o, value) => o with { CaPath = value.Length > 1 ? value.TrimEnd('/') : value }),
        Value("mtls", ValueKinds.Boolean, "Presents a client certificate (mutual TLS).", o => o.MutualTls, (o, value) => o with { MutualTls = value }),
        Value("client_cert", ValueKinds.Path, "PEM file with the client certificate.", o => o.ClientCert, (o, value) => o with { ClientCert = value }),
        Value(
            "client_key",
            ValueKinds.Path,
            "PEM file with the private key of the client certificate.",
            o => o.ClientKey,
            (o, value) => o with { ClientKey = value },
            sensitivity: Sensitivity.Secret),
        Value("echo", ValueKinds.Boolean, "Writes the responses of the server to standard output.", o => o.Echo, (o, value) => o with { Echo = value }),
        Value("compress_uploads", ValueKinds.Boolean, "Compresses request bodies with gzip.", o => o.Compress, (o, value) => o with { Compress = value }),
        Value("keep_alive", ValueKinds.Boolean, "Uses a connection for more than one alert.", o => o.KeepAlive, (o, value) => o with { KeepAlive = value }),
        Value("max_consecutive_timeouts", ValueKinds.Number, "Maximum number of retries of an alert whose response did not arrive within `output_timeout`.",
            o => o.MaxTimeouts, (o, value) => o with { MaxTimeouts = value }),
    ]);

    /// <summary>Where alerts are sent. The reader refuses an enabled block without it.</summary>
    public Uri Url
    {
        get;
        init => (field, Address) = (value, value.OriginalString);
    }
    = null!;

    /// <summary>The URL as it is written: two URLs that differ only in user name and password are equal as <see cref="Uri"/>.</summary>
    public string Address { get; private init; } = "";

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "falcosecurity/falco";

    /// <summary>Whether any server certificate is accepted; false by default.</summary>
    public bool Insecure { get; init; }

    /// <summary>A file with the certificate authority to trust; empty, the default, for none.</summary>
    public string CaCert { get; init; } = "";

    /// <summary>A file with the certificate authorities to trust; empty, the default, for none.</summary>
    public string CaBundle { get; init; } = "";

    /// <summary>A directory of files with certificate authorities to trust.</summary>
    public string CaPath { get; init; } = SystemCertificates;

    /// <summary>Whether a client certificate is presented; false by default.</summary>
    public bool MutualTls { get; init; }

    /// <summary>The file of the client certificate.</summary>
    public string ClientCert { get; init; } = "/etc/ssl/certs/client.crt";

    /// <summary>The file of its private key.</summary>
    public string ClientKey { get; init; } = "/etc/ssl/certs/client.key";

    /// <summary>Whether responses are written to standard output; false by default.</summary>
    public bool Echo { get; init; }

    /// <summary>Whether request bodies are compressed with gzip; false by default.</summary>
    public bool Compress { get; init; }

    /// <summary>Whether a connection is used for more than one alert; false by default.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>How many times an alert is sent again because no response arrived in time; 5 by default.</summary>
    public int MaxTimeouts { get; init; } = 5;

    /// <summary>The files and directories of certificates and keys that are named. The system's own are not watched.</summary>
    public override IEnumerable<string> CertificateFiles
    {
        get
        {
            string[] files = [CaCert, CaBundle, CaPath == SystemCertificates ? "" : CaPath, .. MutualTls ? [ClientCert, ClientKey] : Array.Empty<string>()];
            return files.Where(file => file.Length > 0);
        }
    }
}
