using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

/// <summary>Values that a key does not expect. Each is an error with its location, whatever the key; none is an unexpected exception.</summary>
public sealed class UnexpectedValueTests : IDisposable
{
    private static readonly string[] _values =
    [
        "", "~", "null", "''", "' '", "[]", "[~]", "['']", "[[]]", "[{}]", "[1, '', ~]", "{}", "{'': ''}", "{a: b}", "{a: {b: c}}", "{a: [b]}", "0", "-1", "1.5", "99999999999999999999", "65536", "true", "text",
        "\"a\\0b\"", "\"a\\nb\"", "'${NOTHING}'", "/nowhere", "http://", "http://[", "999999999y", "[text, text]", "{rule: ''}", "{path: ''}", "!!binary x", "!!str", "&a [text]",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Paths => [.. ConfigurationKeys.All.Where(row => row.Key.IgnoredBecause is null).Select(row => row.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_value_is_read_or_refused_with_its_location(string path)
    {
        foreach (var value in _values)
        {
            var file = _folder.Write("falco.yaml", Document(path, value));

            AssertReadOrRefused(() => Load(file), $"{file}:1:", value);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_value_of_the_command_line_is_read_or_refused_with_its_option(string path)
    {
        foreach (var value in _values)
        {
            var option = $"{path}={value}";

            AssertReadOrRefused(() => Load(null, "file_output.filename=a", option), "-o ", value);
        }
    }

    [Theory]
    [InlineData("rules_files: ['', a.yaml]", "falco.yaml:1:15: rules_files[0]: expected the path of a file, found an empty string")]
    [InlineData("rules_files:\n  - a.yaml\n  -\n", "falco.yaml:3:4: rules_files[1]: expected the path of a file, found nothing")]
    [InlineData("config_files: ['']", "falco.yaml:1:16: config_files[0]: expected the path of a file, found an empty string")]
    [InlineData("config_files: [{path: ''}]", "falco.yaml:1:23: config_files[0].path: expected the path of a file, found an empty string")]
    [InlineData("config_files: [{strategy: append}]", "falco.yaml:1:16: config_files[0].path is missing")]
    [InlineData("config_files: [[]]", "falco.yaml:1:16: config_files[0]: expected a string or a mapping, found a list")]
    [InlineData("plugins: [{name: a, library_path: ''}]", "falco.yaml:1:35: plugins[0].library_path: expected the path of a file, found an empty string")]
    [InlineData("plugins: [~]", "falco.yaml:1:11: plugins[0]: expected a mapping, found nothing")]
    [InlineData("load_plugins: [~]", "falco.yaml:1:16: load_plugins[0]: expected a name, found nothing")]
    [InlineData("append_output: [{match: {tags: ['']}}]", "falco.yaml:1:33: append_output[0].match.tags[0]: expected a name, found an empty string")]
    [InlineData("append_output: [{extra_fields: ['']}]", "falco.yaml:1:33: append_output[0].extra_fields[0]: expected a name, found an empty string")]
    [InlineData("static_fields: {a: ~}", "falco.yaml:1:20: static_fields.a: expected a string, found nothing")]
    [InlineData("static_fields: {a: [b]}", "falco.yaml:1:20: static_fields.a: expected a string, found a list")]
    [InlineData("plugins: [{name: a, library_path: a, open_params: \"a\\0b\"}]", "plugins[0].open_params: expected a string without NUL characters")]
    [InlineData("file_output: {enabled: true, filename: ''}", "falco.yaml:1:40: file_output.filename: expected the path of a file, found an empty string")]
    [InlineData("http_output: {enabled: true, url: 'http://a', user_agent: \"a\\nb\"}", "http_output.user_agent: expected printable ASCII characters, found 'a…'")]
    [InlineData("webserver: {enabled: true, ssl_enabled: true, ssl_certificate: ''}", "webserver.ssl_certificate: expected the path of a file, found an empty string")]
    [InlineData("webserver: {enabled: true, listen_port: 65536}", "falco.yaml:1:41: webserver.listen_port: expected a whole number from 0 to 65535, found '65536'")]
    [InlineData("metrics: {enabled: true, interval: 999999999y}", "falco.yaml:1:36: metrics.interval: expected a duration of at least 100ms, such as 30s, 15m or 1h, found '999999999y'")]
    public void The_error_says_where_what_was_expected_and_what_was_found(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserError>(() => Load(_folder.Write("falco.yaml", yaml))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("plugins: [{name: a, library_path: a, open_params: [https://me:secret@host]}]")]
    [InlineData("plugins: [{name: a, library_path: a, open_params: \"https://me:secret@host/?token=secret \\0\"}]")]
    [InlineData("plugins: [{name: a, library_path: a, init_config: \"password=secret \\0\"}]")]
    [InlineData("http_output: {enabled: true, url: 'ftp://host/secret'}")]
    [InlineData("http_output: {enabled: true, url: 'http://me:secret@ho st/secret'}")]
    [InlineData("program_output: {enabled: true, program: \"curl -u me:secret \\0\"}")]
    [InlineData("priority: 'https://me:secret@host'")]
    [InlineData("plugins: https://me:secret@host")]
    [InlineData("https://me:secret@host")]
    public void The_error_shows_no_secret(string yaml) =>
        Assert.DoesNotContain("secret", Assert.Throws<UserError>(() => Load(_folder.Write("falco.yaml", yaml))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("plugins[0].open_params=https://me:secret@host", "plugins[0].open_params.x=1")]
    [InlineData("plugins[0].open_params=https://me:secret@host", "plugins[0].open_params[0]=1")]
    [InlineData("http_output.enabled=true", "http_output.url=me:secret@host/secret")]
    [InlineData("priority=debug", "https://me:secret@host")]
    [InlineData("json_output=me:secret@host")]
    public void The_error_about_an_option_shows_no_secret(params string[] options) =>
        Assert.DoesNotContain("secret", Assert.Throws<UserError>(() => Load(null, options)).Message, StringComparison.Ordinal);

    private static void AssertReadOrRefused(Action load, string location, string value)
    {
        try
        {
            load();
        }
        catch (UserError e)
        {
            Assert.True(
                e.Message.StartsWith(location, StringComparison.Ordinal) || e.Message.StartsWith("built-in defaults:", StringComparison.Ordinal),
                $"value {value}: {e.Message}");
        }
    }

    /// <summary>A document on one line in which a key has a value, and the blocks around it are enabled.</summary>
    private static string Document(string path, string value)
    {
        var keys = path.Split('.');
        var document = $"{keys[^1]}: {value}";
        foreach (var key in keys[..^1].Reverse())
        {
            var enabled = document.StartsWith("enabled:", StringComparison.Ordinal) ? "" : "enabled: true, ";
            document = key.EndsWith("[]", StringComparison.Ordinal) ? $"{key[..^2]}: [{{{document}}}]" : $"{key}: {{{enabled}{document}}}";
        }

        return $"{{{document}}}";
    }

    private static FalcoConfiguration Load(string? file, params string[] options) => new ConfigurationLoader(_ => null, Some.Log()).Load(file, options);
}
