using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Configuration;

/// <summary>The address of a webhook in the open parameters of the plugin k8saudit.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The address that it listens on; empty for all.</param>
/// <param name="Port">Its port; 0 for one that the system chooses.</param>
/// <param name="Path">Its path, which begins with a slash.</param>
internal sealed partial record ListenAddress(string Scheme, string Host, int Port, string Path)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Whether it listens with TLS.</summary>
    public bool IsTls => Scheme == "https";

    /// <summary>Whether it listens on all addresses of the machine.</summary>
    public bool IsEverywhere => Host is "" or "0.0.0.0" or "[::]";

    /// <summary>The address by which this machine reaches it.</summary>
    public string LocalHost => !IsEverywhere ? Host : Host == "[::]" ? "[::1]" : Loopback;

    /// <summary>The first address of a webhook in open parameters; null if none of their lines is one.</summary>
    public static ListenAddress? Find(string openParameters) =>
        Pattern().Match(openParameters) is { Success: true } match
        && ushort.TryParse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture, out var port)
            ? new(
                match.Groups["scheme"].Value.ToLowerInvariant(),
                match.Groups["host"].Value,
                port,
                match.Groups["path"].Length > 0 ? match.Groups["path"].Value : "/")
            : null;

    /// <summary>The open parameters with a host for the address of a webhook that has none.</summary>
    public static string WithHost(string openParameters, string host) =>
        Pattern().Match(openParameters) is { Success: true } match && match.Groups["host"].Length == 0
            ? openParameters.Insert(match.Groups["host"].Index, host)
            : openParameters;

    /// <summary>The address, without the user and the query, which may hold secrets.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}{Path}");

    // Of several inputs, which are named one a line, at most one is an address.
    [GeneratedRegex(
        @"^[ \t]*(?<scheme>https?)://(?<host>\[[0-9a-f:.]+\]|[^/:?#@\[\]\s]*):(?<port>[0-9]+)(?<path>/[^?#\s]*)?(?=[/?#\s]|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
