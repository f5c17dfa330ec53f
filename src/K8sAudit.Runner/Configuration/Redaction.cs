using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Configuration;

/// <summary>
/// A configuration without its secrets, to be shown to others. What could be one is hidden, too: the tail of an address that alerts are sent to (its path
/// often is the secret), the arguments of a program, a plugin's configuration that is a text of the plugin's own. Environment variables stand by name.
/// </summary>
internal static partial class Redaction
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "<redacted>";

    private static readonly string[] _secrets = ["pass", "pwd", "secret", "token", "credential", "authorization", "bearer", "apikey", "cookie", "jwt", "signature", "connectionstring"];
    private static readonly string[] _places = ["file", "path", "dir", "directory"];

    /// <summary>A copy of a piece of configuration without secrets; every value in it is a text, as in what Falco shows.</summary>
    /// <param name="node">The piece.</param>
    /// <param name="path">Its path, as in <c>plugins[].init_config</c>; empty for the whole.</param>
    public static ConfigurationNode Of(ConfigurationNode node, string path = "") => node switch
    {
        ConfigurationScalar { IsNull: true } or ConfigurationScalar { Text: "" } => node,
        _ when IsSecret(path[(path.LastIndexOf('.') + 1)..]) => Text(node, Hidden),
        ConfigurationMapping mapping => Mapping(mapping, path),
        ConfigurationSequence sequence => Sequence(sequence, path),
        ConfigurationScalar scalar => Text(scalar, Value(scalar.Written, path)),
        _ => node,
    };

    /// <summary>A text without the names, passwords and tokens in the addresses in it.</summary>
    public static string OfText(string text)
    {
        var withoutUsers = UserInformation().Replace(text, $"{Hidden}@");
        return OfHeaders(Parameter().Replace(withoutUsers, match => IsSecret(match.Groups["name"].Value) ? $"{match.Groups["head"].Value}{Hidden}" : match.Value));
    }

    /// <summary>The address of a server that alerts are sent to, without its tail, which often is the secret.</summary>
    public static string OfAddress(string url) => Address().Replace(OfText(url), $"$1{Hidden}");

    private static string OfHeaders(string text) => Header().Replace(text, match =>
        $"{match.Groups["head"].Value}{(IsSecret(match.Groups["name"].Value) ? Hidden : OfHeaders(match.Groups["value"].Value))}");

    /// <summary>Whether what a key of that name holds must not be seen; where it names a file, that file holds it.</summary>
    private static bool IsSecret(string key)
    {
        var name = key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal).ToLowerInvariant();
        return (name.EndsWith("key", StringComparison.Ordinal) || _secrets.Any(name.Contains)) && !_places.Any(name.EndsWith);
    }

    private static string Value(string text, string path) => path switch
    {
        "http_output.url" => OfAddress(text),
        "program_output.program" => Arguments().Replace(text, $" {Hidden}").TrimStart(),
        "plugins[].init_config" => InitConfig(text, path),
        "plugins[].open_params" when text.TrimStart().StartsWith('{') => InitConfig(text, path),
        _ => OfText(text),
    };

    private static string InitConfig(string text, string path)
    {
        try
        {
            return YamlReader.Read(path, text, environment: null) is ConfigurationMapping mapping ? ConfigurationJson.Of(Of(mapping, path)) : Hidden;
        }
        catch (UserError)
        {
            return Hidden;
        }
    }

    private static ConfigurationMapping Mapping(ConfigurationMapping mapping, string path)
    {
        var copy = new ConfigurationMapping(mapping.Place);
        foreach (var (key, value) in mapping.Entries)
        {
            copy.Entries[key] = Of(value, path.Length == 0 ? key : $"{path}.{key}");
        }

        return copy;
    }

    private static ConfigurationSequence Sequence(ConfigurationSequence sequence, string path)
    {
        var copy = new ConfigurationSequence(sequence.Place);
        copy.Items.AddRange(sequence.Items.Select(item => Of(item, $"{path}[]")));
        return copy;
    }

    private static ConfigurationScalar Text(ConfigurationNode node, string text) => new(node.Place, text, quoted: true);

    [GeneratedRegex(@"(?<=://)[^/?#\s]*@")]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"(?<head>(?:^|[?&;,\s])(?<name>[^=?&;,#\s]*)=)[^&#\s]*")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<head>(?:^|[\s""'])(?<name>[\w-]+):\s+)(?<value>[^\r\n]*)")]
    private static partial Regex Header();

    [GeneratedRegex(@"^([^:]*://[^/?#]*/).+$")]
    private static partial Regex Address();

    // A command may begin with variables for it.
    [GeneratedRegex(@"(^[^\s=]*=|\s+).*$", RegexOptions.Singleline)]
    private static partial Regex Arguments();
}
