using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Tests.Configuration;

/// <summary>What <c>--support</c> shows of a configuration.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("{priority: debug, json_output: true, rules: ~, log_level: ''}", """{"priority":"debug","json_output":"true","rules":null,"log_level":""}""")]
    [InlineData("plugins: [{name: a, init_config: {password: x, nested: {apiKey: y, more: z}, tokens: [t], secret: {deep: d}}}]", """{"plugins":[{"name":"a","init_config":{"password":"<redacted>","nested":{"apiKey":"<redacted>","more":"z"},"tokens":"<redacted>","secret":"<redacted>"}}]}""")]
    [InlineData("plugins: [{init_config: '{\"client_secret\": \"x\", \"n\": 5}'}]", """{"plugins":[{"init_config":"{\"client_secret\":\"<redacted>\",\"n\":\"5\"}"}]}""")]
    [InlineData("plugins: [{init_config: 'user=me,pass=x'}]", """{"plugins":[{"init_config":"<redacted>"}]}""")]
    [InlineData("plugins: [{init_config: '{broken'}]", """{"plugins":[{"init_config":"<redacted>"}]}""")]
    [InlineData("plugins: [{init_config: {bearerTokenFile: /etc/t, sslCertificate: /etc/c}}]", """{"plugins":[{"init_config":{"bearerTokenFile":"/etc/t","sslCertificate":"/etc/c"}}]}""")]
    [InlineData("plugins: [{open_params: 'https://me:pw@host:9/a?token=x&page=2'}]", """{"plugins":[{"open_params":"https://<redacted>@host:9/a?token=<redacted>&page=2"}]}""")]
    [InlineData("http_output: {url: 'https://hooks.example:1/services/T0/B0/x', client_key: /k.pem, client_cert: /c.pem}", """{"http_output":{"url":"https://hooks.example:1/<redacted>","client_key":"<redacted>","client_cert":"/c.pem"}}""")]
    [InlineData("http_output: {url: 'http://host:1/'}", """{"http_output":{"url":"http://host:1/"}}""")]
    [InlineData("program_output: {program: \"curl -H 'Authorization: x' https://host/\"}", """{"program_output":{"program":"curl <redacted>"}}""")]
    [InlineData("program_output: {program: cat}", """{"program_output":{"program":"cat"}}""")]
    [InlineData("{a: '${SECRET_OF_TEST}', b: 'x ${SECRET_OF_TEST}'}", """{"a":"${SECRET_OF_TEST}","b":"x ${SECRET_OF_TEST}"}""")]
    [InlineData("program_output: {program: 'TOKEN=abc curl'}", """{"program_output":{"program":"<redacted>"}}""")]
    [InlineData("plugins: [{open_params: 'https://me:p@w@host:9/a'}]", """{"plugins":[{"open_params":"https://<redacted>@host:9/a"}]}""")]
    [InlineData("plugins: [{open_params: 'token=x;region=eu'}]", """{"plugins":[{"open_params":"token=<redacted>"}]}""")]
    [InlineData("plugins: [{open_params: '{\"token\": \"x\", \"n\": 5}'}]", """{"plugins":[{"open_params":"{\"token\":\"<redacted>\",\"n\":\"5\"}"}]}""")]
    [InlineData("plugins: [{init_config: {headers: ['Accept: text/plain', 'Authorization: Bearer x', 'X-Api-Key: y'], pass: z, pwd: z}}]", """{"plugins":[{"init_config":{"headers":["Accept: text/plain","Authorization: <redacted>","X-Api-Key: <redacted>"],"pass":"<redacted>","pwd":"<redacted>"}}]}""")]
    [InlineData("webserver: {ssl_certificate: /etc/falco/falco.pem}", """{"webserver":{"ssl_certificate":"/etc/falco/falco.pem"}}""")]
    public void Secrets_and_what_could_be_one_are_hidden(string yaml, string expected) =>
        Assert.Equal(expected, ConfigurationJson.Of(Redaction.Of(Some.Configuration(yaml, _ => "hidden"))));

    [Theory]
    [InlineData("k8saudit -c falco.yaml --support", "k8saudit -c falco.yaml --support")]
    [InlineData("k8saudit -o plugins[0].init_config.password=x -o priority=info", "k8saudit -o plugins[0].init_config.password=<redacted> -o priority=info")]
    [InlineData("k8saudit -ohttp_output.url=http://h/x --option=program_output.program=cat", "k8saudit -ohttp_output.url=http://h/<redacted> --option=program_output.program=cat")]
    [InlineData("k8saudit --option:program_output.program=TOKEN=x", "k8saudit --option:program_output.program=<redacted>")]
    [InlineData("k8saudit --option plugins[0].init_config={\"token\":\"x\",\"n\":\"1\"}", "k8saudit --option plugins[0].init_config={\"token\":\"<redacted>\",\"n\":\"1\"}")]
    [InlineData("k8saudit -o nonsense https://me:x@host/?secret=y", "k8saudit -o <redacted> https://<redacted>@host/?secret=<redacted>")]
    public void A_command_line_is_shown_without_secrets(string line, string expected) => Assert.Equal(expected, RedactedCommandLine.Of(line.Split(' ')));
}
