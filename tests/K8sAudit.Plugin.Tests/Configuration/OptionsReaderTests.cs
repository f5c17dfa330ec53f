using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;

namespace K8sAudit.Plugin.Tests.Configuration;

public class OptionsReaderTests
{
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Anything_empty_means_the_defaults(string config)
    {
        Assert.Equal(new K8sAuditOptions(), OptionsReader.Read(config, _log));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void The_defaults_are_the_originals()
    {
        var options = new K8sAuditOptions();
        Assert.Equal(
            ("/etc/falco/falco.pem", 262_144, 12_582_912, true),
            (options.SslCertificate, options.MaxEventSize, options.WebhookMaxBatchSize, options.UseAsync));
    }

    [Fact]
    public void Every_option_is_read()
    {
        const string config = """
            {"sslCertificate":"/a.pem","sslKey":"/k.pem","clientCA":"/ca.pem","clientNames":["a","b"],"bearerTokenFile":"/t","minTlsVersion":"1.3","maxEventSize":1,"maxDepth":16,
             "webhookMaxBatchSize":2,"maxBufferedBytes":3,"dedupeEvents":0,"dedupeSeconds":0,"maxEventsPerRequest":4,"maxExpansion":5,"maxConcurrentBodies":6,
             "maxConnections":7,"headerTimeout":8,"bodyTimeout":9,"minDataRate":0,"offsetFile":"/o","stateDir":"/s","drainTimeout":10,"drain":true,"deliveredEvents":5000000000,"useAsync":false}
            """;
        var options = OptionsReader.ReadChange(config, new K8sAuditOptions { DrainTimeout = 3 }, _log);
        Assert.Equal(
            PluginOptions.All.Select(o => o.Name)
                .Zip(
                    [
                        "\"/a.pem\"", "\"/k.pem\"", "\"/ca.pem\"", "[\"a\", \"b\"]", "\"/t\"", "\"1.3\"", "1", "16", "2", "3", "0", "0", "4", "5", "6", "7",
                        "8", "9", "0", "\"/o\"", "\"/s\"", "10", "true", "5000000000", "false",
                    ]),
            PluginOptions.All.Select(o => (o.Name, o.Json(options))));
        Assert.Equal(["Info: init_config: useAsync is accepted and has no effect here: extraction is fast enough without a thread of its own"], _log.Lines);
    }

    [Fact]
    public void Draining_leaves_the_other_options_as_they_are() =>
        Assert.Equal(
            new K8sAuditOptions { MaxEventSize = 7, Drain = true },
            OptionsReader.ReadChange(
                """{"drain":true}""",
                new K8sAuditOptions { MaxEventSize = 7 },
                _log) with { ClientNames = new K8sAuditOptions().ClientNames });

    [Fact]
    public void A_report_of_delivered_events_leaves_the_other_options_as_they_are()
    {
        var options = OptionsReader.ReadChange("""{"deliveredEvents":12}""", new K8sAuditOptions { OffsetFile = "/o", Drain = true }, _log);
        Assert.Equal(("/o", true, 12), (options.OffsetFile, options.Drain, options.DeliveredEvents));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("drain", "true")]
    [InlineData("deliveredEvents", "0")]
    public void Requests_of_the_host_are_for_a_running_plugin(string name, string value)
    {
        Assert.Equal(new K8sAuditOptions(), OptionsReader.Read($$"""{"{{name}}":{{value}}}""", _log));
        Assert.Equal([$"Warning: init_config: {name} is ignored at the start; it is for a running plugin (plugin_set_config)"], _log.Lines);
    }

    [Theory]
    [InlineData("\"1.3\"", "1.3")]
    [InlineData("1.3", "1.3")]
    public void A_version_is_taken_as_the_number_that_Falco_makes_of_it(string json, string version) =>
        Assert.Equal(version, OptionsReader.Read($$"""{"minTlsVersion":{{json}}}""", _log).MinTlsVersion);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public void An_empty_list_is_taken_as_the_null_that_Falco_makes_of_it(string json) =>
        Assert.Empty(OptionsReader.Read($$"""{"clientNames":{{json}}}""", _log).ClientNames);

    [Theory]
    [InlineData("maxEventsize", "maxEventSize")]
    [InlineData("sslCert", "sslCertificate")]
    [InlineData("webhook_max_batch_size", "webhookMaxBatchSize")]
    [InlineData("async", "useAsync")]
    [InlineData("maxEventBytes", "maxEventSize")]
    [InlineData("sslPrivateKey", "sslKey")]
    [InlineData("tls_private_key_file", "sslKey")]
    [InlineData("sslCACertificate", "clientCA")]
    [InlineData("caFile", "clientCA")]
    [InlineData("ssl_ca_file", "clientCA")]
    [InlineData("tokenFile", "bearerTokenFile")]
    public void An_unknown_key_is_a_warning_that_names_the_nearest(string key, string nearest)
    {
        Assert.Equal(new K8sAuditOptions(), OptionsReader.Read($$"""{"{{key}}":1}""", _log));
        Assert.Equal([$"Warning: init_config: there is no option \"{key}\", so it is ignored; did you mean \"{nearest}\"?"], _log.Lines);
    }

    [Theory]
    [InlineData("""{"maxEventSize":"1"}""", "init_config: maxEventSize is \"1\"; expected a whole number of bytes, 1 or more")]
    [InlineData("""{"maxEventSize":0}""", "init_config: maxEventSize is 0; expected a whole number of bytes, 1 or more")]
    [InlineData("""{"maxEventSize":-5}""", "init_config: maxEventSize is -5; expected a whole number of bytes, 1 or more")]
    [InlineData("""{"maxEventSize":1.5}""", "init_config: maxEventSize is 1.5; expected a whole number of bytes, 1 or more")]
    [InlineData("""{"webhookMaxBatchSize":null}""", "init_config: webhookMaxBatchSize is null; expected a whole number of bytes, 1 or more")]
    [InlineData("""{"sslCertificate":7}""", "init_config: sslCertificate is 7; expected the path of a file")]
    [InlineData("""{"sslCertificate":""}""", "init_config: sslCertificate is \"\"; expected the path of a file")]
    [InlineData("""{"offsetFile":"a\u0000b"}""", """init_config: offsetFile is "a\u0000b"; expected the path of a file, or an empty string for none""")]
    [InlineData("""{"sslKey":"-----BEGIN PRIVATE KEY-----\ns3cret"}""", "init_config: sslKey is the content of a PEM file; expected the path of a file, or an empty string for none")]
    [InlineData("""{"sslKey":"-----BEGIN PRIVATE KEY----- s3cret"}""", "init_config: sslKey is the content of a PEM file; expected the path of a file, or an empty string for none")]
    [InlineData("""{"sslKey":["-----BEGIN PRIVATE KEY-----"]}""", "init_config: sslKey is the content of a PEM file; expected the path of a file, or an empty string for none")]
    [InlineData("""{"minTlsVersion":"1.1"}""", "init_config: minTlsVersion is \"1.1\"; expected \"1.2\" or \"1.3\"")]
    [InlineData("""{"clientNames":"a"}""", "init_config: clientNames is \"a\"; expected a list of names")]
    [InlineData("""{"clientNames":[1]}""", "init_config: clientNames is [1]; expected a list of names")]
    [InlineData("""{"dedupeEvents":-1}""", "init_config: dedupeEvents is -1; expected a whole number, 0 or more")]
    [InlineData("""{"maxDepth":15}""", "init_config: maxDepth is 15; expected a whole number of levels, 16 or more")]
    [InlineData("""{"drainTimeout":0}""", "init_config: drainTimeout is 0; expected a whole number of seconds, 1 or more")]
    [InlineData("""{"useAsync":"yes"}""", "init_config: useAsync is \"yes\"; expected true or false")]
    [InlineData("""{"\ud800":1}""", @"init_config has a text with half of a surrogate pair (\ud800 to \udfff), which is not a character; write the character itself")]
    [InlineData("""{"sslKey":"\ud800"}""", @"init_config has a text with half of a surrogate pair (\ud800 to \udfff), which is not a character; write the character itself")]
    [InlineData("7", "init_config is 7; expected a YAML map or a JSON object such as {\"maxEventSize\": 262144}")]
    [InlineData("[1]", "init_config is [1]; expected a YAML map or a JSON object such as {\"maxEventSize\": 262144}")]
    [InlineData("{\n  oops }", "init_config is not valid JSON (line 2, byte 3); expected a YAML map or a JSON object such as {\"maxEventSize\": 262144}")]
    public void A_wrong_value_is_an_error_that_says_what_was_expected(string config, string message) =>
        Assert.Equal(message, Assert.Throws<PluginException>(() => OptionsReader.Read(config, _log)).Message);

    [Theory]
    [InlineData("headerTimeout", 1_000_000)]
    [InlineData("bodyTimeout", 1_000_000)]
    [InlineData("drainTimeout", 1_000_000)]
    [InlineData("maxDepth", 512)]
    public void A_number_is_limited_to_a_useful_maximum(string option, int largest)
    {
        var options = OptionsReader.Read($$"""{"{{option}}":5000000}""", _log);
        Assert.Equal($"{largest}", PluginOptions.All.Single(o => o.Name == option).Json(options));
        Assert.Equal([$"Warning: init_config: {option} is 5000000; more than {largest} is of no use, so {largest} is used"], _log.Lines);
    }

    [Theory]
    [InlineData("1073741824", 0)]
    [InlineData("18446744073709551615", 1)]
    public void A_size_may_be_any_number_the_original_takes(string size, int warnings)
    {
        Assert.Equal(1 << 30, OptionsReader.Read($$"""{"maxEventSize":{{size}}}""", _log).MaxEventSize);
        Assert.Equal(warnings, _log.Lines.Count);
    }
}
