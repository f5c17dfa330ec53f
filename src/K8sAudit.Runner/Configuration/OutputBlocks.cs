namespace K8sAudit.Runner.Configuration;

/// <summary>Reads the blocks of the outputs; one that is not enabled is null.</summary>
internal static class OutputBlocks
{
    public static FileOutputConfiguration? ReadFile(ValueReader block) =>
        IsEnabled(block) ? new FileOutputConfiguration(Required(block, "file_output", "filename"), block.Bool("keep_alive", @default: false)) : null;

    public static ProgramOutputConfiguration? ReadProgram(ValueReader block) =>
        IsEnabled(block) ? new ProgramOutputConfiguration(Required(block, "program_output", "program"), block.Bool("keep_alive", @default: false)) : null;

    public static HttpOutputConfiguration? ReadHttp(ValueReader block) => !IsEnabled(block) ? null : new HttpOutputConfiguration
    {
        Url = ReadUrl(block),
        UserAgent = block.Text("user_agent", "falcosecurity/falco"),
        Insecure = block.Bool("insecure", @default: false),
        CaCert = block.Text("ca_cert", ""),
        CaBundle = block.Text("ca_bundle", ""),
        CaPath = block.Text("ca_path", HttpOutputConfiguration.SystemCertificates).TrimEnd('/'),
        MutualTls = block.Bool("mtls", @default: false),
        ClientCert = block.Text("client_cert", "/etc/ssl/certs/client.crt"),
        ClientKey = block.Text("client_key", "/etc/ssl/certs/client.key"),
        Echo = block.Bool("echo", @default: false),
        Compress = block.Bool("compress_uploads", @default: false),
        KeepAlive = block.Bool("keep_alive", @default: false),
        MaxTimeouts = block.Number("max_consecutive_timeouts", 5),
    };

    public static bool IsEnabled(ValueReader block) => block.Bool("enabled", @default: false);

    private static Uri ReadUrl(ValueReader block)
    {
        // Falco takes a URL in a second pair of quotes, too.
        var text = Required(block, "http_output", "url").Trim('"', '\'');
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UserError($"{block.Place}: http_output.url: expected an address that begins with http:// or https://, found '{text}'");
    }

    private static string Required(ValueReader block, string name, string key) => block.Text(key, "") is { Length: > 0 } text
        ? text
        : throw new UserError($"{block.Place}: {name} is enabled, but {name}.{key} is missing");
}
