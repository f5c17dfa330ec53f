using FalcoRules;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Configuration;

/// <summary>A checked tree in, the configuration as a record out.</summary>
internal static class ConfigurationReader
{
    /// <summary>Reads the configuration.</summary>
    /// <exception cref="UserError">A value is of the wrong kind, or two contradict each other.</exception>
    public static FalcoConfiguration Read(ConfigurationMapping root)
    {
        var top = new ValueReader(root, "");
        var configuration = new FalcoConfiguration
        {
            Plugins = ReadPlugins(top),
            RulesFiles = ReadRulesFiles(top),
            RuleSelections = [.. top.Blocks("rules").Select(ReadSelection)],
            OutputAdditions = [.. top.Blocks("append_output").Select(ReadAddition)],
            MinimumPriority = top.Word("priority", Priority.Debug, s_priorities),
            RuleMatching = top.Word("rule_matching", RuleMatching.First, ("first", RuleMatching.First), ("all", RuleMatching.All)),
            JsonOutput = top.Bool("json_output", @default: false),
            JsonContent = new JsonContent
            {
                Output = top.Bool("json_include_output_property", @default: true),
                Message = top.Bool("json_include_message_property", @default: false),
                OutputFields = top.Bool("json_include_output_fields_property", @default: true),
                Tags = top.Bool("json_include_tags_property", @default: true),
            },
            Iso8601 = top.Bool("time_format_iso_8601", @default: false),
            BufferedOutputs = top.Bool("buffered_outputs", @default: false),
            QueueCapacity = top.Block("outputs_queue").Number("capacity", 0),
            OutputTimeout = TimeSpan.FromMilliseconds(top.Number("output_timeout", 2000)),
            StandardOutput = OutputBlocks.IsEnabled(top.Block("stdout_output")),
            FileOutput = OutputBlocks.ReadFile(top.Block("file_output")),
            SyslogOutput = OutputBlocks.IsEnabled(top.Block("syslog_output")),
            ProgramOutput = OutputBlocks.ReadProgram(top.Block("program_output")),
            HttpOutput = OutputBlocks.ReadHttp(top.Block("http_output")),
            WebServer = ServiceBlocks.ReadWebServer(top.Block("webserver")),
            Metrics = ServiceBlocks.ReadMetrics(top.Block("metrics")),
            WatchFiles = top.Bool("watch_config_files", @default: true),
            StaticFields = ReadStaticFields(top),
            LogLevel = top.Word("log_level", LogLevel.Info, s_levels),
            LogToStandardError = top.Bool("log_stderr", @default: true),
            LogToSyslog = top.Bool("log_syslog", @default: false),
        };
        // Without any output nothing would be seen; Falco refuses to start then.
        return configuration.HasOutput ? configuration : configuration with { StandardOutput = true };
    }

    private static readonly (string, LogLevel)[] s_levels = [.. Enum.GetValues<LogLevel>().Select(level => (level.ToString().ToLowerInvariant(), level))];

    private static readonly (string, Priority)[] s_priorities = [.. Enum.GetValues<Priority>().Select(priority => (priority.ToString().ToLowerInvariant(), priority)), ("info", Priority.Informational)];

    private static List<PluginConfiguration> ReadPlugins(ValueReader top)
    {
        var known = top.Blocks("plugins").Select(ReadPlugin).ToList();
        if (top.Node("load_plugins") is null)
        {
            return known;
        }

        return [.. top.Texts("load_plugins").Select(name => known.Find(plugin => plugin.Name == name) ?? throw new UserError(Messages.UnknownPlugin(name, known.Select(plugin => plugin.Name))))];
    }

    private static PluginConfiguration ReadPlugin(ValueReader block)
    {
        var init = block.Node("init_config") switch
        {
            null => "",
            ConfigurationScalar scalar => scalar.Text,
            var node => JsonText.Of(node),
        };
        return new PluginConfiguration(block.RequiredText("name"), block.RequiredText("library_path"), init, block.Text("open_params", "").Trim());
    }

    private static IReadOnlyList<string>? ReadRulesFiles(ValueReader top) => (top.Node("rules_files"), top.Node("rules_file")) switch
    {
        (null, null) => null,
        (not null, null) => top.Texts("rules_files"),
        (null, not null) => top.Texts("rules_file"),
        _ => throw new UserError($"{top.Node("rules_file")!.Place}: both rules_files and rules_file are set; keep rules_files"),
    };

    private static RuleSelection ReadSelection(ValueReader block)
    {
        var enable = block.Has("enable");
        var inner = enable || block.Has("disable") ? block.Block(enable ? "enable" : "disable") : throw new UserError($"{block.Place}: expected enable or disable");
        return (inner.Text("rule", ""), inner.Text("tag", "")) switch
        {
            ("", "") => throw new UserError($"{inner.Place}: expected rule or tag"),
            ({ Length: > 0 } rule, _) => new RuleSelection(enable, rule, null),
            (_, var tag) => new RuleSelection(enable, null, tag),
        };
    }

    private static OutputAddition ReadAddition(ValueReader block)
    {
        var match = block.Block("match");
        return new OutputAddition
        {
            Source = match.Text("source", "") is { Length: > 0 } source ? source : null,
            Rule = match.Text("rule", "") is { Length: > 0 } rule ? rule : null,
            Tags = match.Texts("tags"),
            ExtraOutput = block.Text("extra_output", ""),
            ExtraFields = [.. block.Items("extra_fields").SelectMany(item => ReadExtraField(block, item))],
            SuggestedOutput = block.Bool("suggested_output", @default: false),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadExtraField(ValueReader block, ConfigurationNode item) => item switch
    {
        ConfigurationScalar scalar => [new(scalar.Text, $"%{scalar.Text}")],
        ConfigurationMapping mapping => mapping.Entries.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value is ConfigurationScalar format ? format.Text : throw block.Unexpected(pair.Value, "extra_fields", "a format"))),
        _ => throw block.Unexpected(item, "extra_fields", "a field's name, or a name and a format"),
    };

    private static List<KeyValuePair<string, string>> ReadStaticFields(ValueReader top) =>
        [.. top.Block("static_fields").Entries.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value is ConfigurationScalar value ? value.Text : throw top.Unexpected(pair.Value, $"static_fields.{pair.Key}", "one value")))];
}
