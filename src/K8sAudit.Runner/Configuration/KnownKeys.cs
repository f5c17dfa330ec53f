namespace K8sAudit.Runner.Configuration;

/// <summary>The vocabulary of falco.yaml: what Falco knows, and what becomes of it here. Checks, messages and docs/falco-yaml.md follow from it.</summary>
internal static class KnownKeys
{
    private const string SystemCalls = "it steers the collection of system calls, which plugin event sources do not have";

    public static IReadOnlyList<KnownKey> All { get; } =
    [
        Used("config_files", "[]", "Files or directories that are merged into the configuration, in order."),
        Used("config_files[].path", "", "A file or directory."),
        Used("config_files[].strategy", "append", "How it is merged: append, override or add-only."),
        Used("rules_files", "the default rules", "Rules files and directories, in order. A file that does not exist is skipped."),
        Used("rules_file", "", "The older name of rules_files."),
        Used("rules", "[]", "Switches rules on and off, in order."),
        Used("rules[].enable.*", "", "Switches on: the rule of that name (with * as a wildcard), or those with that tag."),
        Used("rules[].disable.*", "", "Switches off: the rule of that name (with * as a wildcard), or those with that tag."),
        Used("plugins", "k8saudit and json", "The plugins that can be loaded."),
        Used("plugins[].name", "", "The name that load_plugins uses."),
        Used("plugins[].library_path", "", "The library. A relative path is looked for beside the program, then in /usr/share/falco/plugins."),
        Used("plugins[].init_config.*", "", "The plugin's configuration: a mapping, which becomes JSON, or a text."),
        Used("plugins[].open_params", "", "What a source plugin opens. An argument on the command line takes its place for the first source plugin."),
        Used("load_plugins", "all plugins", "The names of the plugins to load, in order."),
        Used("priority", "debug", "Rules less serious than this are left out."),
        Used("rule_matching", "first", "How many rules one event may fire: first or all."),
        Used("json_output", "false", "Alerts as JSON lines."),
        Used("json_include_output_property", "true", "Whether JSON alerts have output."),
        Used("json_include_message_property", "false", "Whether JSON alerts have message: the output without time and priority."),
        Used("json_include_output_fields_property", "true", "Whether JSON alerts have output_fields."),
        Used("json_include_tags_property", "true", "Whether JSON alerts have tags."),
        Used("time_format_iso_8601", "false", "Times of alerts and log lines in ISO 8601 and UTC; otherwise the local time of day."),
        Used("buffered_outputs", "false", "Whether alerts are written in larger pieces."),
        Used("outputs_queue", "", ""),
        Used("outputs_queue.capacity", "0", "How many alerts may wait for an output; more are dropped and counted, unless the input is a file, which waits. 0 is no limit."),
        Used("output_timeout", "2000", "How long, in milliseconds, an output may stand still at the end before what waits for it is given up."),
        Used("append_output", "[]", "What is added to the outputs of rules."),
        Used("append_output[].match", "", ""),
        Used("append_output[].match.source", "all", "Only rules of this source."),
        Used("append_output[].match.tags", "all", "Only rules with all of these tags."),
        Used("append_output[].match.rule", "all", "Only this rule."),
        Used("append_output[].extra_output", "", "Text behind the output."),
        Used("append_output[].extra_fields.*", "", "Further entries of output_fields."),
        Used("append_output[].suggested_output", "false", "Adds the fields that plugins suggest."),
        Used("stdout_output", "", ""),
        Used("stdout_output.enabled", "true where no output is configured", "Alerts to standard output."),
        Used("file_output", "", ""),
        Used("file_output.enabled", "false", "Alerts to a file, which is added to."),
        Used("file_output.filename", "", "The file."),
        Used("file_output.keep_alive", "false", "Whether the file stays open between alerts."),
        Used("log_level", "info", "The least serious log line that is written."),
        Used("log_stderr", "true", "The program's own messages to standard error. Falco's default is false, as its default is syslog."),

        Used("log_syslog", "false", "The program's own messages to the machine's syslog as well. Falco's default is true."),
        Used("syslog_output", "", ""),
        Used("syslog_output.enabled", "false", "Alerts to the machine's syslog; a rule's priority becomes the severity."),
        Used("program_output", "", ""),
        Used("program_output.enabled", "false", "Alerts as lines into the standard input of a command."),
        Used("program_output.keep_alive", "false", "Whether the command runs on between alerts; otherwise it is started for each."),
        Used("program_output.program", "", "The command, for a shell."),
        Used("http_output", "", ""),
        Used("http_output.enabled", "false", "Each alert as the body of a POST request."),
        Used("http_output.url", "", "Where to; http:// or https://."),
        Used("http_output.user_agent", "falcosecurity/falco", "How the program names itself."),
        Used("http_output.insecure", "false", "Whether the server's certificate is taken unchecked."),
        Used("http_output.ca_cert", "", "A file with the certificate authority to trust, instead of the system's."),
        Used("http_output.ca_bundle", "", "A file with the certificate authorities to trust, where there is no ca_cert."),
        Used("http_output.ca_path", "/etc/ssl/certs", "A directory of files with certificate authorities to trust, where there is no ca_bundle. The default is what the system trusts."),
        Used("http_output.mtls", "false", "Whether the program identifies itself with a certificate."),
        Used("http_output.client_cert", "/etc/ssl/certs/client.crt", "Its certificate."),
        Used("http_output.client_key", "/etc/ssl/certs/client.key", "The key of its certificate."),
        Used("http_output.echo", "false", "Whether the server's answers go to standard output."),
        Used("http_output.compress_uploads", "false", "Whether bodies are compressed with gzip."),
        Used("http_output.keep_alive", "false", "Whether the connection is used for more than one alert."),
        Used("http_output.max_consecutive_timeouts", "5", "How many times an alert is sent again because no answer came within output_timeout."),
        Used("static_fields.*", "", "Fields static.name that every event has, for conditions and outputs."),

        Missing("webserver.*", "there is no webserver for health and metrics in this version"),
        Missing("metrics.*", "there are no metrics snapshots in this version"),
        Missing("watch_config_files", "changed files are not reloaded by this version; start the program anew"),

        Meaningless("engine.*", SystemCalls),
        Meaningless("base_syscalls.*", SystemCalls),
        Meaningless("syscall_event_drops.*", SystemCalls),
        Meaningless("syscall_event_timeouts.*", SystemCalls),
        Meaningless("syscall_buf_size_preset", SystemCalls),
        Meaningless("syscall_drop_failed_exit", SystemCalls),
        Meaningless("modern_bpf.*", SystemCalls),
        Meaningless("falco_libs.*", SystemCalls),
        Meaningless("capture.*", "captures are recordings of system calls"),
        Meaningless("buffer_format_base64", SystemCalls),
        Meaningless("plugins_hostinfo", "plugins here never need the host's processes"),
        Meaningless("libs_logger.*", "plugins log at log_level"),
        Meaningless("outputs.*", "the outputs' rate limit was taken out of Falco, too"),
    ];

    private static KnownKey Used(string path, string @default, string meaning) => new(path, KeyUse.Used, meaning) { Default = @default };

    private static KnownKey Missing(string path, string meaning) => new(path, KeyUse.Missing, meaning);

    private static KnownKey Meaningless(string path, string meaning) => new(path, KeyUse.Meaningless, meaning);
}
