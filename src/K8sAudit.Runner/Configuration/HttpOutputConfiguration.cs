namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>http_output</c> block, where it is enabled. The defaults are Falco's.</summary>
internal sealed record HttpOutputConfiguration
{
    /// <summary>The default of <c>ca_path</c>, which stands for the certificates that the system trusts.</summary>
    public const string SystemCertificates = "/etc/ssl/certs";

    /// <summary>Where alerts are sent.</summary>
    public required Uri Url
    {
        get;
        init => (field, Address) = (value, value.OriginalString);
    }

    /// <summary>The same as it is written: two that differ in their names and passwords only are equal as <see cref="Uri"/>.</summary>
    public string Address { get; private init; } = "";

    /// <summary>How the program names itself.</summary>
    public string UserAgent { get; init; } = "falcosecurity/falco";

    /// <summary>Whether the server's certificate is taken unchecked.</summary>
    public bool Insecure { get; init; }

    /// <summary>A file with the certificate authority to trust; empty for none.</summary>
    public string CaCert { get; init; } = "";

    /// <summary>A file with the certificate authorities to trust; empty for none.</summary>
    public string CaBundle { get; init; } = "";

    /// <summary>A directory of files with certificate authorities to trust.</summary>
    public string CaPath { get; init; } = SystemCertificates;

    /// <summary>Whether the program identifies itself with a certificate.</summary>
    public bool MutualTls { get; init; }

    public string ClientCert { get; init; } = "/etc/ssl/certs/client.crt";

    public string ClientKey { get; init; } = "/etc/ssl/certs/client.key";

    /// <summary>The files and directories of certificates and keys that are named. What the system trusts is the system's matter.</summary>
    public IEnumerable<string> CertificateFiles
    {
        get
        {
            string[] files = [CaCert, CaBundle, CaPath == SystemCertificates ? "" : CaPath, .. MutualTls ? [ClientCert, ClientKey] : Array.Empty<string>()];
            return files.Where(file => file.Length > 0);
        }
    }

    /// <summary>Whether the server's answers go to standard output.</summary>
    public bool Echo { get; init; }

    /// <summary>Whether bodies are compressed with gzip.</summary>
    public bool Compress { get; init; }

    /// <summary>Whether the connection is used for more than one alert.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>How many times in a row an alert is sent again because no answer came in time.</summary>
    public int MaxTimeouts { get; init; } = 5;
}
