using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    public static TheoryData<string, string, string> Values() => new()
    {
        { "", "priority", "Debug" },
        { "priority: warning", "priority", "Warning" },
        { "priority: INFO", "priority", "Informational" },
        { "", "rule_matching", "First" },
        { "rule_matching: all", "rule_matching", "All" },
        { "json_output: yes", "json_output", "True" },
        { "", "json", "output fields tags" },
        { "{json_include_output_property: false, json_include_tags_property: off, json_include_message_property: true}", "json", "message fields" },
        { "json_include_output_fields_property: false", "json", "output tags" },
        { "time_format_iso_8601: true", "iso8601", "True" },
        { "outputs_queue: {capacity: 7}", "capacity", "7" },
        { "output_timeout: 500", "output_timeout", "500" },
        { "output_timeout: 0", "output_timeout", "-1" },
        { "", "outputs", "stdout" },
        { "stdout_output: {enabled: false}", "outputs", "stdout" },
        { "file_output: {enabled: true, filename: /tmp/a, keep_alive: true}", "outputs", "file:/tmp/a:True" },
        { "{stdout_output: {enabled: true}, file_output: {enabled: true, filename: b}}", "outputs", "stdout file:b:False" },
        { "file_output: {enabled: false, filename: b}", "outputs", "stdout" },
        { "", "log", "Info True" },
        { "{log_level: debug, log_stderr: false}", "log", "Debug False" },
        { "", "rules_files", "default" },
        { "rules_files: [a.yaml, b]", "rules_files", "a.yaml b" },
        { "rules_files: a.yaml", "rules_files", "a.yaml" },
        { "rules_file: a.yaml", "rules_files", "a.yaml" },
        { "rules: [disable: {rule: 'K8s *'}, enable: {tag: k8s}]", "rules", "-K8s * +#k8s" },
        { "rules: [disable: {rule: 'K8s *', tag: k8s}]", "rules", "-K8s * -#k8s" },
        { "rules: [{enable: {rule: a}, disable: {rule: b}}]", "rules", "+a" },
        { "append_output: [{match: {source: k8s_audit, rule: R, tags: [a, b]}, extra_output: 'x=%x'}]", "append_output", "k8s_audit R a,b 'x=%x'" },
        { "append_output: [{extra_fields: [ka.verb, {who: '%ka.user.name'}], suggested_output: true}]", "append_output", "  '' suggested ka.verb= who=%ka.user.name" },
        { "plugins: [{name: a, library_path: liba.so, open_params: ' x '}, {name: b, library_path: /b.so}]", "plugins", "a|liba.so||x b|/b.so||" },
        { "{plugins: [{name: a, library_path: a}, {name: b, library_path: b}], load_plugins: [b]}", "plugins", "b|b||" },
        { "{plugins: [{name: a, library_path: a}, {name: b, library_path: b}], load_plugins: [b, a]}", "plugins", "b|b|| a|a||" },
        { "{plugins: [{name: a, library_path: a}], load_plugins: []}", "plugins", "" },
        { "plugins: [{name: a, library_path: a, init_config: {n: 5, f: 1.5, b: true, s: '5', t: text, l: [1, x], z: ~}}]", "plugins", """a|a|{"n":5,"f":1.5,"b":true,"s":5,"t":"text","l":[1,"x"],"z":null}|""" },
        { "plugins: [{name: a, library_path: a, init_config: '{\"x\":1}'}]", "plugins", """a|a|{"x":1}|""" },
        { "plugins: [{name: a, library_path: a, init_config: {}}]", "plugins", "a|a|{}|" },
        { "plugins: [{name: a, library_path: a, init_config: ''}]", "plugins", "a|a||" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_key_means_what_it_means_in_Falco(string yaml, string what, string expected) => Assert.Equal(expected, Shown(Read(yaml), what));

    [Theory]
    [InlineData("json_output: maybe", "falco.yaml:1:14: json_output: expected true or false, found 'maybe'")]
    [InlineData("json_output: []", "falco.yaml:1:14: json_output: expected true or false, found a list")]
    [InlineData("priority: loud", "falco.yaml:1:11: priority: expected one of emergency, alert, critical, error, warning, notice, informational, debug, info, found 'loud'")]
    [InlineData("rule_matching: some", "falco.yaml:1:16: rule_matching: expected one of first, all, found 'some'")]
    [InlineData("outputs_queue:\n  capacity: -1", "falco.yaml:2:13: outputs_queue.capacity: expected a whole number from 0 to 2147483647, found '-1'")]
    [InlineData("outputs_queue: 5", "falco.yaml:1:16: outputs_queue: expected a mapping, found '5'")]
    [InlineData("rules_files: {a: b}", "falco.yaml:1:14: rules_files: expected a list, found a mapping")]
    [InlineData("{rules_files: a, rules_file: b}", "falco.yaml:1:30: both rules_files and rules_file are set; keep rules_files")]
    [InlineData("file_output: {enabled: true}", "falco.yaml:1:14: file_output is enabled, but file_output.filename is missing")]
    [InlineData("plugins: [{name: a}]", "falco.yaml:1:11: plugins[0].library_path is missing")]
    [InlineData("plugins: [a]", "falco.yaml:1:11: plugins[0]: expected a mapping, found 'a'")]
    [InlineData("{plugins: [{name: a, library_path: a}], load_plugins: [b]}", "falco.yaml:1:56: load_plugins: expected the name of an entry of plugins (a), found 'b'; add an entry with this name and its library_path to plugins, or remove the name here")]
    [InlineData("rules: [{disable: {}}]", "falco.yaml:1:19: rules[0].disable: expected rule or tag")]
    [InlineData("rules: [{off: {}}]", "falco.yaml:1:9: rules[0]: expected enable or disable")]
    [InlineData("append_output: [{extra_fields: [{a: x, b: y}]}]", "falco.yaml:1:33: append_output[0].extra_fields[0]: expected the name of a field, or one name and its format, found a mapping")]
    [InlineData("append_output: [{extra_fields: [a.b, {a.b: x}]}]", "falco.yaml:1:38: append_output[0].extra_fields has 'a.b' twice; keep one")]
    [InlineData("- a", "falco.yaml:1:1: expected a mapping at the top of the configuration, found a list")]
    [InlineData("a: [", "falco.yaml:1:5: Invalid YAML")]
    [InlineData("{a: 1, a: 2}", "falco.yaml:1:8: duplicate key 'a'; keep one")]
    [InlineData("a: *b", "falco.yaml:1:4: Invalid YAML: the alias '*b' has no anchor '&b' before it")]
    public void A_wrong_value_is_an_error_that_says_where_and_what(string yaml, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<UserError>(() => Read(yaml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("jsno_output: true", "falco.yaml:1:14: unknown configuration key 'jsno_output'; did you mean 'json_output'?")]
    [InlineData("zzz: 1", "falco.yaml:1:6: unknown configuration key 'zzz'")]
    [InlineData("plugins: [{name: a, library_path: a, open_parms: x}]", "unknown configuration key 'plugins[0].open_parms'; did you mean 'open_params'?")]
    [InlineData("listen_port: 8765", "falco.yaml:1:14: unknown configuration key 'listen_port'; did you mean 'webserver.listen_port'?")]
    [InlineData("init_config: {}", "unknown configuration key 'init_config'; did you mean 'plugins[].init_config'?")]
    [InlineData("enabled: true", "falco.yaml:1:10: unknown configuration key 'enabled'")]
    [InlineData("webserver: {enabled: true, k8s_audit_endpoint: /k8s-audit}", "'webserver.k8s_audit_endpoint' has no effect: the plugin k8saudit listens itself; name address, port and path in its `open_params`")]
    [InlineData("outputs_queue_capacity: 1000", "'outputs_queue_capacity' has no effect: it is called `outputs_queue.capacity` now")]
    [InlineData("rate_limit: 1", "'rate_limit' has no effect: Falco removed the rate limit of outputs")]
    [InlineData("metadata_download: {max_mb: 100}", "'metadata_download' has no effect: no metadata are downloaded")]
    [InlineData("engine: {kind: modern_ebpf}", "'engine' has no effect: it configures the collection of system calls")]
    [InlineData("webserver: {enabled: true, threadiness: 4}", "'webserver.threadiness' has no effect")]
    [InlineData("grpc: {enabled: true, bind_address: 'unix:///run/falco/falco.sock', threadiness: 0}", "'grpc' has no effect: Falco removed its gRPC server")]
    [InlineData("grpc_output: {enabled: true}", "'grpc_output' has no effect: Falco removed its gRPC server; send alerts with `http_output` or `program_output`")]
    [InlineData("container_engines: {docker: {enabled: true}, cri: {sockets: [a], disable_async: false}}", "'container_engines' has no effect: it configures the collection of system calls")]
    public void A_key_without_effect_is_a_warning(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Single(Warnings(yaml)), StringComparison.Ordinal);

    [Theory]
    [InlineData("syslog_output: {enabled: false}")]
    [InlineData("http_output: {enabled: no, url: x}")]
    [InlineData("log_syslog: false")]
    [InlineData("plugins: [{name: a, library_path: a, init_config: {anything: {at: all}}}]")]
    [InlineData("append_output: [{match: {source: a}, extra_fields: [{any: thing}]}]")]
    public void A_known_or_disabled_key_is_not_a_warning(string yaml) => Assert.Empty(Warnings(yaml));

    /// <summary>Falco's <c>yaml_helper.h</c> reads every scalar as a number or boolean where it can.</summary>
    [Fact]
    public void A_plugin_gets_quoted_numbers_and_booleans_as_Falco_passes_them() =>
        Assert.Equal(
            """{"size":1048576,"async":false,"version":1.2,"path":"/a","empty":""}""",
            Read("""plugins: [{name: a, library_path: a, init_config: {size: "1048576", async: 'false', version: "1.2", path: "/a", empty: ""}}]""")
                .Plugins[0].InitConfig);

    [Fact]
    public void Every_key_has_one_row()
    {
        Assert.Equal(ConfigurationKeys.All.Count, ConfigurationKeys.All.Select(row => row.Path).Distinct().Count());
        Assert.All(ConfigurationKeys.All, row => Assert.Matches(@"^[a-z0-9_.\[\]]+$", row.Path));
    }

    /// <summary>Every top-level block and key of the falco.yaml that Falco 0.44 ships, and those of the ones before, back to 0.41.</summary>
    [Theory]
    [InlineData("config_files", "watch_config_files", "rules_files", "engine.kind", "engine.kmod.buf_size_preset", "engine.modern_ebpf.disable_iterators", "engine.replay.capture_file")]
    [InlineData("capture.enabled", "capture.path_prefix", "capture.mode", "capture.default_duration", "load_plugins", "plugins", "plugins[].name", "plugins[].library_path", "plugins[].init_config.label_max_len", "plugins_hostinfo")]
    [InlineData("time_format_iso_8601", "buffer_format_base64", "priority", "json_output", "json_include_output_property", "json_include_message_property", "json_include_output_fields_property", "json_include_tags_property")]
    [InlineData("buffered_outputs", "rule_matching", "outputs_queue.capacity", "append_output", "append_output[].suggested_output", "stdout_output.enabled", "syslog_output.enabled", "file_output.enabled", "file_output.keep_alive", "file_output.filename")]
    [InlineData("http_output.enabled", "http_output.url", "http_output.user_agent", "http_output.insecure", "http_output.ca_cert", "http_output.ca_bundle", "http_output.ca_path", "http_output.mtls", "http_output.client_cert", "http_output.client_key")]
    [InlineData("http_output.echo", "http_output.compress_uploads", "http_output.keep_alive", "http_output.max_consecutive_timeouts", "program_output.enabled", "program_output.keep_alive", "program_output.program")]
    [InlineData("webserver.enabled", "webserver.threadiness", "webserver.listen_port", "webserver.listen_address", "webserver.k8s_healthz_endpoint", "webserver.prometheus_metrics_enabled", "webserver.ssl_enabled", "webserver.ssl_certificate")]
    [InlineData("log_stderr", "log_syslog", "log_level", "libs_logger.enabled", "libs_logger.severity", "output_timeout", "syscall_event_timeouts.max_consecutives")]
    [InlineData("syscall_event_drops.threshold", "syscall_event_drops.actions", "syscall_event_drops.rate", "syscall_event_drops.max_burst", "syscall_event_drops.simulate_drops")]
    [InlineData("metrics.enabled", "metrics.interval", "metrics.output_rule", "metrics.output_file", "metrics.rules_counters_enabled", "metrics.resource_utilization_enabled", "metrics.state_counters_enabled", "metrics.kernel_event_counters_enabled")]
    [InlineData("metrics.kernel_event_counters_per_cpu_enabled", "metrics.libbpf_stats_enabled", "metrics.plugins_metrics_enabled", "metrics.kernel_iter_event_counters_enabled", "metrics.jemalloc_stats_enabled", "metrics.convert_memory_to_mb", "metrics.include_empty_values")]
    [InlineData("grpc.enabled", "grpc.bind_address", "grpc.threadiness", "grpc_output.enabled", "container_engines.docker.enabled", "engine.ebpf.probe", "engine.gvisor.config")]
    [InlineData("base_syscalls.custom_set", "base_syscalls.repair", "base_syscalls.all", "falco_libs.thread_table_size", "falco_libs.thread_table_auto_purging_interval_s", "falco_libs.snaplen")]
    public void Every_key_of_the_stock_configuration_is_known(params string[] keys) =>
        Assert.All(keys, key => Assert.Contains(ConfigurationKeys.All, row => row.Path == key || IsAnyBelow(row, key)));

    [Theory]
    [InlineData("5000", 5000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2d 3s 100ms", 172_803_100)]
    [InlineData("0s", null)]
    [InlineData("30m1h", null)]
    [InlineData("soon", null)]
    public void An_interval_is_written_as_in_Prometheus(string text, int? milliseconds) =>
        Assert.Equal(milliseconds, PrometheusDuration.Parse(text)?.TotalMilliseconds);

    private static bool IsAnyBelow((string Path, Key Key) row, string key) =>
        row.Key.Children.Count == 0 && key.StartsWith($"{row.Path}.", StringComparison.Ordinal);

    private static FalcoConfiguration Read(string yaml) => ConfigurationReader.Read(Some.Configuration(yaml));

    private static string[] Warnings(string yaml)
    {
        var log = Some.Log(out var lines);
        log.Settings = new LogSettings { Level = LogLevel.Warning };
        KeyCheck.Check(Some.Configuration(yaml), log);
        return lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Shown(FalcoConfiguration configuration, string what) => what switch
    {
        "priority" => $"{configuration.MinimumPriority}",
        "rule_matching" => $"{configuration.RuleMatching}",
        "json_output" => $"{configuration.JsonOutput}",
        "json" => string.Join(' ', new[] { configuration.JsonContent.Output ? "output" : "", configuration.JsonContent.Message ? "message" : "", configuration.JsonContent.OutputFields ? "fields" : "", configuration.JsonContent.Tags ? "tags" : "" }.Where(text => text.Length > 0)),
        "iso8601" => $"{configuration.Iso8601}",
        "capacity" => $"{configuration.QueueCapacity}",
        "output_timeout" => $"{configuration.OutputTimeout.TotalMilliseconds}",
        "outputs" => string.Join(' ', new[] { configuration.Output<StandardOutputConfiguration>().Enabled ? "stdout" : "", configuration.Output<FileOutputConfiguration>() is { Enabled: true } file ? $"file:{file.FileName}:{file.KeepAlive}" : "" }.Where(text => text.Length > 0)),
        "log" => $"{configuration.LogLevel} {configuration.LogToStandardError}",
        "rules_files" => configuration.RulesFiles is { } files ? string.Join(' ', files) : "default",
        "rules" => string.Join(' ', configuration.RuleSelections.Select(rule => $"{(rule.Enable ? '+' : '-')}{rule.NamePattern ?? $"#{rule.Tag}"}")),
        "append_output" => string.Join(' ', configuration.OutputAdditions.Select(Shown)),
        _ => string.Join(' ', configuration.Plugins.Select(plugin => $"{plugin.Name}|{plugin.LibraryPath}|{plugin.InitConfig}|{plugin.OpenParameters}")),
    };

    private static string Shown(OutputAddition addition) =>
        $"{addition.Source} {addition.Rule} {string.Join(',', addition.Tags)}{(addition.Tags.Count > 0 ? " " : "")}'{addition.ExtraOutput}'{(addition.SuggestedOutput ? " suggested" : "")}{string.Concat(addition.ExtraFields.Select(field => $" {field.Name}={field.Format}"))}";
}
