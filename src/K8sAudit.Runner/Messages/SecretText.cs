using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Messages;

/// <summary>Hides secrets in text that is shown to others: messages, the log, <c>--support</c>.</summary>
internal static partial class SecretText
{
    /// <summary>Replaces a secret.</summary>
    public const string Hidden = "<redacted>";

    private static readonly string[] _secrets =
    [
        "pass", "pwd", "secret", "token", "credential", "authorization", "bearer", "apikey", "cookie", "jwt", "signature", "connectionstring",
    ];
    private static readonly string[] _paths = ["file", "path", "dir", "directory"];

    /// <summary>
    /// A text without user names and passwords in addresses, and without the values of parameters and headers whose names are those of secrets.
    /// </summary>
    public static string Redact(string text) => RedactHeaders(RedactMessage(text));

    /// <summary>
    /// A message without user names and passwords in addresses, and without the values of parameters whose names are those of secrets. Text behind a colon is
    /// not a header in it.
    /// </summary>
    public static string RedactMessage(string text) =>
        Parameter().Replace(
            UserInformation().Replace(text, $"{Hidden}@"),
            match => IsSecretName(match.Groups["name"].Value) ? $"{match.Groups["head"].Value}{Hidden}" : match.Value);

    /// <summary>A URL without user name, password, path and query: the path often is the secret.</summary>
    public static string RedactUrl(string url) => Url().Replace(Redact(url), $"$1{Hidden}");

    /// <summary>A shell command without its arguments, and hidden where it begins with a variable.</summary>
    public static string RedactCommand(string command) => Arguments().Replace(command, $" {Hidden}").TrimStart();

    /// <summary>Whether a name is that of a secret. One that names a file is not: the file holds the secret.</summary>
    public static bool IsSecretName(string name)
    {
        var letters = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return (letters.EndsWith("key", StringComparison.Ordinal) || _secrets.Any(letters.Contains)) && !_paths.Any(letters.EndsWith);
    }

    private static string RedactHeaders(string text) => Header().Replace(text, match =>
        $"{match.Groups["head"].Value}{(IsSecretName(match.Groups["name"].Value) ? Hidden : RedactHeaders(match.Groups["value"].Value))}");

    // In URLs, and as user:password@host.
    [GeneratedRegex(@"(?<=://)[^/?#\s]*@|(?<![^\s,;=""'/])[^\s,;=""'/:@]+:[^\s/@]+@")]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"(?<head>(?:^|[?&;,\s])(?<name>[^=?&;,#\s]*)=)[^&#\s]*")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<head>(?:^|[\s""'])(?<name>[\w-]+):\s+)(?<value>[^\r\n]*)")]
    private static partial Regex Header();

    [GeneratedRegex(@"^([^:]*://[^/?#]*/).+$")]
    private static partial Regex Url();

    [GeneratedRegex(@"(^[^\s=]*=|\s+).*$", RegexOptions.Singleline)]
    private static partial Regex Arguments();
}
