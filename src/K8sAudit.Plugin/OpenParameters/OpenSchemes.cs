using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Combined;
using K8sAudit.Plugin.Sources.Files;
using K8sAudit.Plugin.Sources.Sorting;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;

namespace K8sAudit.Plugin.OpenParameters;

/// <summary>Opens what the open parameters name. The table is also what listings and docs/reference/plugin-options.md show.</summary>
internal static class OpenSchemes
{
    private const string HttpPrefix = "http://";
    private const string HttpsPrefix = "https://";
    private const string FilePrefix = "file://";
    private const string StandardInput = InputFile.StandardInput;

    // An option in the place of an input.
    private const string Sort = "--sort";

    public static IReadOnlyList<OpenScheme> All { get; } =
    [
        new(HttpPrefix, "http://<host>:<port>/<path>", "http://:9765/k8s-audit",
            "Listens for the API server's audit webhook", OpenWebhook),
        new(HttpsPrefix, "https://<host>:<port>/<path>", "https://:9765/k8s-audit",
            "Listens for the API server's audit webhook over TLS, with the certificate that `sslCertificate` names", OpenWebhook),
        new(FilePrefix, "file://<path>", "file:///var/log/kube-apiserver/audit.log",
            "Follows a file from its end through rotation and truncation, and waits for it where it does not exist yet", OpenFollowed),
        new(StandardInput, "-", "-", "Reads standard input to its end", OpenFile),
        new("", "<path>", "/var/log/kube-apiserver/audit.log",
            "Reads a file to its end, all files of a directory and of the directories below it in the order of their modification times, or the files that a pattern such as `/var/log/audit/**/*.gz` matches, in the order of their paths",
            OpenFile),
    ];

    private static string Known => string.Join(", ", All.Select(scheme => scheme.Form));

    /// <exception cref="PluginException">The parameters mean nothing here, or what they name cannot be opened.</exception>
    public static SourceStream Open(string parameters, SourceContext context)
    {
        var lines = OpenParameterList.Split(parameters);
        var isSorted = lines.Contains(Sort);
        var inputs = lines.Where(line => line != Sort).Select(text => (Scheme: Find(text), Text: text)).ToList();
        return inputs switch
        {
            [] => throw new PluginException(PluginMessages.NothingToOpen(Known)),
            _ when inputs.TrueForAll(IsFinite) && isSorted => new SortedStream(context, OpenFiles(context, inputs), new EventSorter()),
            _ when inputs.TrueForAll(IsFinite) => OpenFiles(context, inputs),
            _ when isSorted => throw new PluginException(PluginMessages.SortNeedsFiles),
            [var (scheme, text)] => scheme.Open(context, text),
            _ => OpenAll(inputs, context),
        };
    }

    private static CombinedStream OpenAll(IReadOnlyList<(OpenScheme Scheme, string Text)> inputs, SourceContext context)
    {
        Check(inputs, context);
        List<SourceStream> streams = [];
        try
        {
            // The webhook is opened last: a client must not be answered before everything else is open.
            if (inputs.Where(IsFinite).ToList() is { Count: > 0 } files)
            {
                streams.Add(OpenFiles(context, files));
            }

            foreach (var (scheme, text) in inputs.Where(input => !IsFinite(input)).OrderBy(input => IsWebhook(input.Scheme)))
            {
                streams.Add(scheme.Open(context, text));
            }

            return new CombinedStream(context, streams);
        }
        catch
        {
            streams.ForEach(stream => stream.Dispose());
            throw;
        }
    }

    private static void Check(IReadOnlyList<(OpenScheme Scheme, string Text)> inputs, SourceContext context)
    {
        if (inputs.Count(input => IsWebhook(input.Scheme)) is > 1 and var webhooks)
        {
            throw new PluginException(PluginMessages.SeveralWebhooks(webhooks));
        }

        if (context.Options.OffsetFile.Length > 0 && inputs.Count(input => input.Scheme.Prefix == FilePrefix) is > 1 and var followed)
        {
            throw new PluginException(PluginMessages.OneOffsetFileForSeveral(context.Options.OffsetFile, followed));
        }
    }

    private static bool IsFinite((OpenScheme Scheme, string Text) input) => input.Scheme.Prefix is "" or StandardInput;

    private static bool IsWebhook(OpenScheme scheme) => scheme.Prefix is HttpPrefix or HttpsPrefix;

    private static OpenScheme Find(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        var prefix = text == StandardInput ? StandardInput : end > 0 && IsScheme(text.AsSpan(0, end)) ? text[..(end + 3)] : "";
        return All.FirstOrDefault(scheme => scheme.Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            ?? throw new PluginException(PluginMessages.UnknownScheme(text[..end], Known));
    }

    // RFC 3986, section 3.1.
    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '.' or '-'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }

    private static WebhookStream OpenWebhook(SourceContext context, string address) => WebhookStream.Open(WebhookAddress.Parse(address), context);

    private static InputStream OpenFollowed(SourceContext context, string address) => new(context, new FollowedFileInput(context, PathOf(address)));

    // RFC 8089, without a host; relative paths are accepted, too.
    private static string PathOf(string address)
    {
        var path = Uri.UnescapeDataString(address[FilePrefix.Length..]);
        var host = path[..(path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : path.Length)];
        return path.Length == 0 ? throw new PluginException(PluginMessages.FileUrlHasNoPath(address))
            : host.Contains('@', StringComparison.Ordinal)
                && (host.Length < path.Length
                    || host.Contains(':', StringComparison.Ordinal)) ? throw new PluginException(PluginMessages.FileUrlHasCredentials(address))
            : path.Contains('\0', StringComparison.Ordinal) ? throw new PluginException(PluginMessages.PathHasNul(path))
            : Path.GetFullPath(path);
    }

    private static InputStream OpenFile(SourceContext context, string input) => new(context, new FilesInput(context, [input]));

    private static InputStream OpenFiles(SourceContext context, IEnumerable<(OpenScheme Scheme, string Text)> inputs) =>
        new(context, new FilesInput(context, [.. inputs.Select(input => input.Text)]));
}
