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
            RuleSelections = [.. top.Blocks("rules").SelectMany(ReadSelections)],
            OutputAdditions = [.. top.Blocks("append_output").Select(ReadAddition)],
            MinimumPriority = top.Word("priority", Priority.Debug, _priorities),
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
            OutputTimeout = top.Number("output_timeout", 2000) is > 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Timeout.InfiniteTimeSpan,
            StandardOutput = OutputBlocks.IsEnabled(top.Block("stdout_output")),
            FileOutput = OutputBlocks.ReadFile(top.Block("file_output")),
            SyslogOutput = OutputBlocks.IsEnabled(top.Block("syslog_output")),
            ProgramOutput = OutputBlocks.ReadProgram(top.Block("program_output")),
            HttpOutput = OutputBlocks.ReadHttp(top.Block("http_output")),
            WebServer = ServiceBlocks.ReadWebServer(top.Block("webserver")),
            Metrics = ServiceBlocks.ReadMetrics(top.Block("metrics")),
            WatchFiles = top.Bool("watch_config_files", @default: true),
            StaticFields = ReadStaticFields(top),
            LogLevel = top.Word("log_level", LogLevel.Info, _levels),
            LogToStandardError = top.Bool("log_stderr", @default: true),
            LogToSyslog = top.Bool("log_syslog", @default: false),
        };
        // Without any output nothing would be seen; Falco refuses to start then.
        return configuration.HasOutput ? configuration : configuration with { StandardOutput = true };
    }

    private static readonly (string, LogLevel)[] _levels = [.. Enum.GetValues<LogLevel>().Select(level => (level.ToString().ToLowerInvariant(), level))];

    private static readonly (string, Priority)[] _priorities = [.. Enum.GetValues<Priority>().Select(priority => (priority.ToString().ToLowerInvariant(), priority)), ("info", Priority.Informational)];

    private static List<PluginConfiguration> ReadPlugins(ValueReader top)
    {
        var known = top.Blocks("plugins").Select(ReadPlugin).ToList();
        if (top.Node("load_plugins") is null)
        {
            return known;
        }

        return [.. top.Texts("load_plugins").Select(name => known.Find(plugin => plugin.Name == name) ?? throw new UserError(RunnerMessages.UnknownPlugin(name, known.Select(plugin => plugin.Name))))];
    }

    private static PluginConfiguration ReadPlugin(ValueReader block)
    {
        var init = block.Node("init_config") switch
        {
            null => "",
            ConfigurationScalar scalar => scalar.Text,
            var node => ConfigurationJson.Of(node),
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

    /// <summary>Of an entry with both, Falco does enable; of rule and tag it does both.</summary>
    private static IEnumerable<RuleSelection> ReadSelections(ValueReader block)
    {
        var enable = block.Has("enable");
        var inner = enable || block.Has("disable") ? block.Block(enable ? "enable" : "disable") : throw new UserError($"{block.Place}: expected enable or disable");
        var (rule, tag) = (inner.Text("rule", ""), inner.Text("tag", ""));
        RuleSelection[] selections = [new(enable, rule, null), new(enable, null, tag)];
        return rule.Length + tag.Length > 0
            ? selections.Where(selection => (selection.NamePattern ?? selection.Tag) is { Length: > 0 })
            : throw new UserError($"{inner.Place}: expected rule or tag");
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
            ExtraFields = ReadExtraFields(block),
            SuggestedOutput = block.Bool("suggested_output", @default: false),
        };
    }

    /// <summary>As in Falco, an entry says the same name with a format only once; of several entries the last one counts.</summary>
    private static List<ExtraField> ReadExtraFields(ValueReader block)
    {
        List<ExtraField> fields = [];
        foreach (var item in block.Items("extra_fields"))
        {
            var field = ReadExtraField(block, item);
            if (fields.Find(other => other.Name == field.Name) is { } other && (other.Format ?? field.Format) is not null)
            {
                throw new UserError($"{item.Place}: append_output: extra_fields has '{field.Name}' twice; keep one");
            }

            fields.Add(field);
        }

        return fields;
    }

    private static ExtraField ReadExtraField(ValueReader block, ConfigurationNode item) => item switch
    {
        ConfigurationScalar name => new ExtraField(name.Text),
        ConfigurationMapping { Entries.Count: 1 } mapping when mapping.Entries.GetAt(0) is var (name, format) => new ExtraField(name, (format as ConfigurationScalar ?? throw block.Unexpected(format, "extra_fields", "a format")).Text),
        _ => throw block.Unexpected(item, "extra_fields", "a field's name, or one name and its format"),
    };

    private static List<KeyValuePair<string, string>> ReadStaticFields(ValueReader top) =>
        [.. top.Block("static_fields").Entries.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value is ConfigurationScalar value ? value.Text : throw top.Unexpected(pair.Value, $"static_fields.{pair.Key}", "one value")))];
}
