using System.Collections.Immutable;
using System.Globalization;
using FalcoRules.Lints;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Commands;

/// <summary>The table of all options. The parser, help and docs/reference/command-line.md derive from it.</summary>
internal static class CommandLineOptions
{
    private const string SystemCalls = "it is about system calls, and only plugin event sources are read here";
    private const string Removed = "Falco removed it; use -o";

    /// <summary>The argument without an option.</summary>
    public const string Input = "input";

    /// <summary>What that argument is.</summary>
    public const string InputDescription =
        "What the first source plugin opens: files, directories, patterns such as 'logs/**/*.gz', - for standard input, http://0.0.0.0:9765/k8s-audit for a webhook. Replaces open_params. Without it and without -c, standard input is read if it is a file or pipe.";

    private static readonly string[] _formats = [.. Enum.GetNames<ListFormat>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<OptionRow> All { get; } =
    [
        Path("-c", OptionGroup.Configuration, "path",
            "Configuration file (falco.yaml). Without it, the k8saudit and json plugins and the default rules are used.", "-c /etc/falco/falco.yaml",
            (options, values) => options with { ConfigurationFile = values[^1] }),
        new("-o", OptionGroup.Configuration, "Sets a configuration key: key.subkey=value, list[0].key=value or list[]=value. Repeatable.")
        {
            Aliases =
            [
                "--option",
            ], Count = ArgumentCount.Repeated, ArgumentName = "key=value", Example = "-o json_output=true", Set = (options, values) => options with
            {
                Overrides = values,
            },
        },
        Path("-r", OptionGroup.Configuration, "path", "Rules file, or directory of rules files (.yaml, .yml). Repeatable. Replaces rules_files.",
            "-r my_rules.yaml",
            (options, values) => options with { RulesFiles = values }) with { Count = ArgumentCount.Repeated },
        new("--enable-source", OptionGroup.Configuration, "Reads only this event source. Repeatable.")
        {
            Count = ArgumentCount.Repeated, ArgumentName = "source", Example = "--enable-source k8s_audit", Set = (options, values) => options with
            {
                EnabledSources = values,
            },
        },
        new("--disable-source", OptionGroup.Configuration, "Does not read this event source. Repeatable.")
        {
            Count = ArgumentCount.Repeated, ArgumentName = "source", Example = "--disable-source k8s_audit", Set = (options, values) => options with
            {
                DisabledSources = values,
            },
        },
        new("-p", OptionGroup.Configuration, "Appends text to the output of every rule. Deprecated in Falco; append_output does more.")
        {
            Aliases =
            [
                "--print",
            ], Count = ArgumentCount.One, ArgumentName = "format", Example = "-p 'user=%ka.user.name'", Set = (options, values) => options with
            {
                ExtraOutput = values[^1],
            },
        },

        new("-M", OptionGroup.Run, "Ends the run after this many seconds. 0, the default, is no limit.")
        {
            Count = ArgumentCount.One, ArgumentName = "seconds", Example = "-M 60",
            Check = text => Seconds(text) is null ? $"-M: expected a number of seconds, or 0 for no limit, found '{text}'" : null,
            Set = (options, values) => options with { Duration = Seconds(values[^1]) },
        },
        new(
            "--sort",
            OptionGroup.Run,
            "Sorts the events of all inputs by time. All inputs are read before the first alert; needs inputs that end.") { Set = (options, _) => options with { Sort = true } },
        Path(
            "-P",
            OptionGroup.Run,
            "file",
            "Writes the process ID to a file before events are read.",
            "-P /run/k8saudit.pid",
            (options, values) => options with { PidFile = values[^1] }) with { Aliases = ["--pidfile"] },
        new(
            "--threads",
            OptionGroup.Run,
            "Maximum number of threads that evaluate a file or directory. 0, the default, is the number of cores, 8 at most. Alerts and their order do not depend on it.")
        {
            Count = ArgumentCount.One, ArgumentName = "number", Example = "--threads 1",
            Check = text => ThreadsOf(text) is null
                ? string.Create(CultureInfo.InvariantCulture, $"--threads: expected a number from 0 to {FalcoConfiguration.ThreadLimit}, found '{text}'")
                : null,
            Set = (options, values) => options with { Threads = ThreadsOf(values[^1]) },
        },
        new("-v", OptionGroup.Run, "Logs at level debug.") { Set = (options, _) => options with { Verbose = true } },
        new(
            "--dry-run",
            OptionGroup.Run,
            "Checks what a run would use, as doctor does, as far as nothing is sent to other machines; prints what was checked and exits without reading events.") { Set = (options, _) => options with { DryRun = true } },

        Word<AlertView>(
            "--output",
            "How standard output shows alerts: auto (blocks for people on a terminal, otherwise lines), text, json or pretty.",
            (options, value) => options with { AlertView = value }),
        Word<ColorMode>(
            "--color",
            "When output is coloured: auto (on a terminal, unless NO_COLOR is set), always or never. always also shows blocks where there is no terminal.",
            (options, value) => options with { Color = value }),
        Word<SummaryFormat>("--summary", "How the closing summary is written: auto (for people on a terminal, otherwise Falco's lines), text or json. With JSON alerts it goes to standard error.", (options, value) => options with { SummaryFormat = value }),

        Path("-V", OptionGroup.Rules, "file", "Validates rules files (without arguments, the configured ones), reports all diagnostics and exits.",
            "-V my_rules.yaml",
            (options, values) => options with { ValidateFiles = values }) with { Aliases = ["--validate"], Count = ArgumentCount.Any },
        Codes("--werror", "With -V: makes errors of these warnings: codes such as LINT_REDEFINED with commas between them, or all. Repeatable.",
            "-V my_rules.yaml --werror all",
            (options, codes) => options with { ErrorCodes = codes }),
        Codes("--ignore", "With -V: leaves out these warnings: codes with commas between them, or all. Repeatable.", "-V my_rules.yaml --ignore LINT_SHADOWED",
            (options, codes) => options with { IgnoredCodes = codes }),
        new(
            "-L",
            OptionGroup.Rules,
            "Prints the name and description of all rules and exits; with json_output, all details of rules, macros and lists.") { Set = (options, _) => options with { DescribeAllRules = true } },
        new("-l", OptionGroup.Rules, "Prints the name and description of one rule and exits; with json_output, all its details.")
        {
            Count = ArgumentCount.One, ArgumentName = "rule", Example = "-l 'Attach/Exec Pod'", Set = (options, values) => options with
            {
                DescribeRule = values[^1],
            },
        },

        new("--list", OptionGroup.Information, "Lists the fields of all event sources, or of one, and exits.")
        {
            Count = ArgumentCount.Optional, ArgumentName = "source", Example = "--list k8s_audit", Set = (options, values) => options with
            {
                ListFields = values.Count == 0 ? "" : values[^1],
            },
        },
        new("--format", OptionGroup.Information, "With --list: text, markdown or json.")
        {
            Count = ArgumentCount.One, ArgumentName = "format", Words = _formats, Example = "--list --format json",
            Check = text => _formats.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"Invalid format '{text}'. Valid values are: {string.Join(", ", _formats)}",
            Set = (options, values) => options with { ListFormat = Enum.Parse<ListFormat>(values[^1], ignoreCase: true) },
        },
        new(
            "--markdown",
            OptionGroup.Information,
            "With --list: the old name of --format markdown.") { Set = (options, _) => options with { ListFormat = ListFormat.Markdown } },
        new("-N", OptionGroup.Information, "With --list: names only.") { Set = (options, _) => options with { NamesOnly = true } },
        new("--list-plugins", OptionGroup.Information, "Describes all loaded plugins and exits.") { Set = (options, _) => options with { ListPlugins = true } },
        new("--plugin-info", OptionGroup.Information, "Describes one plugin, its configuration schema and its open parameters, and exits.")
        {
            Count = ArgumentCount.One, ArgumentName = "plugin", Example = "--plugin-info k8saudit", Set = (options, values) => options with
            {
                PluginInfo = values[^1],
            },
        },
        new(
            "--support",
            OptionGroup.Information,
            "Prints versions, configuration, rules and host as JSON for a support request, without secrets, and exits.") { Set = (options, _) => options with { Support = true } },
        new(
            "--version",
            OptionGroup.Information,
            "Prints the versions of the program, the plugin API and the rules engine, and exits.") { Set = (options, _) => options with { Version = true } },

        new("--rule-schema", OptionGroup.Information, "Prints the JSON Schema of rules files, and exits: the command schema rules.")
        {
            Set = (options, _) => options with { Schema = Subcommands.RulesSchema },
        },
        new("--config-schema", OptionGroup.Information, "Prints the JSON Schema of the configuration, and exits: the command schema config.")
        {
            Set = (options, _) => options with { Schema = Subcommands.ConfigSchema },
        },

        new("-A", OptionGroup.Compatibility, "Accepted without effect: all events are always read."),
        new("-U", OptionGroup.Compatibility, "Accepted without effect: alerts are always written at once.") { Aliases = ["--unbuffered"] },

        Refused("--modern-bpf", SystemCalls),
        Refused("--gvisor-config", SystemCalls),
        Refused("--gvisor-generate-config", SystemCalls),
        Refused("--gvisor-root", SystemCalls),
        Refused("--nodriver", SystemCalls),
        Refused("--userspace", SystemCalls),
        Refused("-k", SystemCalls),
        Refused("-K", SystemCalls),
        Refused("--cri", SystemCalls),
        Refused("--disable-cri-async", SystemCalls),
        Refused("-e", "it reads a capture of system calls; give a file of audit events as the argument instead"),
        Refused("-i", SystemCalls),
        Refused("-S", SystemCalls),
        Refused("-b", SystemCalls),
        Refused("--list-events", SystemCalls),
        Refused("--list-syscall-events", SystemCalls),
        Refused("--page-size", SystemCalls),
        Refused("-D", $"{Removed} rules[].disable.rule=NAME, with * as a wildcard"),
        Refused("-t", $"{Removed} rules[].disable.rule=* and then -o rules[].enable.tag=TAG"),
        Refused("-T", $"{Removed} rules[].disable.tag=TAG"),
    ];

    /// <summary>Options that exclude each other, with Falco's error.</summary>
    public static IReadOnlyList<(string First, string Second, string Error)> Exclusive { get; } =
    [
        ("--enable-source", "--disable-source", "You can not mix --enable-source and --disable-source"),
        ("--markdown", "--format", "Cannot specify both --markdown and --format options together"),
    ];

    /// <summary>Examples of whole command lines, without the name of the program.</summary>
    public static IReadOnlyList<(string Arguments, string Description)> Examples { get; } =
    [
        ("audit.jsonl", "Reads a file of audit events with the default rules."),
        ("audit.log 'old/**/*.gz'", "Reads a file and all compressed files below a directory."),
        ("http://0.0.0.0:9765/k8s-audit", "Receives audit events from the API server."),
        ("-c falco.yaml -o json_output=true", "Runs with the configuration of Falco and JSON alerts."),
        ("-V my_rules.yaml", "Validates rules."),
        ("-r my_rules.yaml -M 60 http://127.0.0.1:9765/", "Receives audit events for one minute, with these rules only."),
    ];

    /// <summary>The exit codes of a run with their meanings.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; } =
    [
        (0, "The input was read to its end, or a signal or -M has ended the run."),
        (1, "The command line, the configuration, a plugin or the rules cannot be used, the input failed, or alerts about finite input were not delivered."),
        (2, "The input was read to its end, and nothing in it is an audit event; the log says what was found and what to do."),
    ];

    /// <summary>The title of a group.</summary>
    public static string Title(OptionGroup group) => group switch
    {
        OptionGroup.Configuration => "Configuration",
        OptionGroup.Run => "Run",
        OptionGroup.Rules => "Rules",
        OptionGroup.Information => "Information",
        OptionGroup.Compatibility => "Compatibility",
        _ => "Refused",
    };

    /// <summary>An option that takes the path of a file or directory.</summary>
    public static OptionRow Path(
        string name,
        OptionGroup group,
        string argument,
        string description,
        string example,
        Func<RunOptions, IReadOnlyList<string>, RunOptions> set) => new(name, group, description)
    {
        Count = ArgumentCount.One,
        ArgumentName = argument,
        IsPath = true,
        Example = example,
        Check = text => text.Length > 0 ? null : $"{name}: expected the path of a file, found an empty string",
        Set = set,
    };

    /// <summary>An option of the run that takes one of a few words.</summary>
    private static OptionRow Word<T>(string name, string description, Func<RunOptions, T, RunOptions> set) where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())];
        return new(name, OptionGroup.Run, description)
        {
            Count = ArgumentCount.One,
            ArgumentName = "word",
            Words = words,
            Example = $"{name} {words[^1]}",
            Check = text => words.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"{name}: expected one of {string.Join(", ", words)}, found '{text}'",
            Set = (options, values) => set(options, Enum.Parse<T>(values[^1], ignoreCase: true)),
        };
    }

    /// <summary>An option of <c>-V</c> that takes codes of diagnostics.</summary>
    private static OptionRow Codes(string name, string description, string example, Func<RunOptions, ImmutableHashSet<string>, RunOptions> set) =>
        new(name, OptionGroup.Rules, description)
        {
            Count = ArgumentCount.Repeated,
            ArgumentName = "codes",
            Example = example,
            Check = text => text.Split(',').FirstOrDefault(code => code != LintOptions.All && DiagnosticCodes.Find(code) is null) is { } unknown
                ? RunnerMessages.UnknownCode(name, unknown)
                : null,
            Set = (options, values) => set(options, [.. values.SelectMany(text => text.Split(','))]),
        };

    private static OptionRow Refused(string name, string reason) =>
        new(name, OptionGroup.Refused, reason) { Count = ArgumentCount.Optional, ArgumentName = "value" };

    /// <summary>A number of seconds, <see cref="TimeSpan.MaxValue"/> for 0; null for another text.</summary>
    private static int? ThreadsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads <= FalcoConfiguration.ThreadLimit ? threads : null;

    private static TimeSpan? Seconds(string text) => !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        || seconds >= 1e9 ? null
        : seconds > 0 ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.MaxValue;
}
