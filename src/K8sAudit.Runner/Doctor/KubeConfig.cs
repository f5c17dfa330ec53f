using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FalcoRules.Text;
using FalcoRules.Yaml;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Doctor;

/// <summary>The server of a kubeconfig, and how its current user identifies itself there.</summary>
/// <param name="Server">The URL of the server.</param>
internal sealed record KubeConfig(Uri Server)
{
    private const int MaxFileLength = 1024 * 1024;

    /// <summary>The authorities that may have issued the certificate of the server; null for those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

    /// <summary>Whether any certificate of the server is accepted.</summary>
    public bool IsInsecure { get; private init; }

    /// <summary>The name that the certificate of the server must have.</summary>
    public string ServerName { get; private init; } = Server.IdnHost;

    /// <summary>The client certificate with its key; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; private init; }

    /// <summary>The bearer token; empty for none.</summary>
    public string Token { get; private init; } = "";

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserError">It is not a kubeconfig, or a file that it names cannot be used.</exception>
    public static KubeConfig Read(string file)
    {
        List<Diagnostic> diagnostics = [];
        var text = TextFile.Read(file, MaxFileLength, diagnostics) ?? throw new UserError($"{file}: {diagnostics[0].Message}");
        var document = YamlReader.Read(text, diagnostics).Documents.FirstOrDefault() as YamlMapping;
        if (diagnostics.Count > 0 || document is null)
        {
            throw diagnostics.Count > 0 ? new UserError($"{diagnostics[0].Location}: {diagnostics[0].Message}") : Missing(file, "a kubeconfig");
        }

        var name = Text(document, "current-context");
        var context = Named(document, "contexts", name, "context") ?? throw Missing(file, $"a context '{name}', which current-context names");
        var cluster = Named(document, "clusters", Text(context, "cluster"), "cluster") ?? throw Missing(file, $"a cluster '{Text(context, "cluster")}'");
        var server = Uri.TryCreate(Text(cluster, "server"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new Uri(Text(cluster, "server"))
            : throw Missing(file, "a server that begins with http:// or https://");
        return new Reader(file).Read(server, cluster, Named(document, "users", Text(context, "user"), "user"));
    }

    private static UserError Missing(string file, string what) => new($"{file}: expected {what}, found none");

    private static YamlMapping? Named(YamlMapping document, string list, string name, string member) =>
        (document.Find(list) as YamlSequence)?.Items.OfType<YamlMapping>().FirstOrDefault(entry => Text(entry, "name") == name)?.Find(member) as YamlMapping;

    private static string Text(YamlMapping? mapping, string key) => (mapping?.Find(key) as YamlScalar)?.Value ?? "";

    // Files are relative to the kubeconfig.
    private sealed class Reader(string file)
    {
        public KubeConfig Read(Uri server, YamlMapping cluster, YamlMapping? user)
        {
            try
            {
                var authorities = Content(cluster, "certificate-authority");
                var certificate = Content(user, "client-certificate");
                return new KubeConfig(server)
                {
                    Authorities = authorities is null ? null : Certificates(authorities),
                    IsInsecure = Text(cluster, "insecure-skip-tls-verify") == "true",
                    ServerName = Text(cluster, "tls-server-name") is { Length: > 0 } name ? name : server.IdnHost,
                    ClientCertificate = certificate is null ? null : X509Certificate2.CreateFromPem(certificate, Content(user, "client-key") ?? ""),
                    Token = Text(user, "token") is { Length: > 0 } token ? token
                        : Text(user, "tokenFile") is { Length: > 0 } path ? File.ReadAllText(PathOf(path)).Trim()
                        : "",
                };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or FormatException)
            {
                throw new UserError($"{file}: {e.Message}");
            }
        }

        private static X509Certificate2Collection Certificates(string pem)
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates.Count > 0 ? certificates : throw new CryptographicException("certificate-authority has no PEM certificate");
        }

        private string? Content(YamlMapping? mapping, string key) =>
            Text(mapping, $"{key}-data") is { Length: > 0 } data ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))
            : Text(mapping, key) is { Length: > 0 } path ? File.ReadAllText(PathOf(path))
            : null;

        private string PathOf(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, path);
    }
}
