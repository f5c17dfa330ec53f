namespace K8sAudit.Runner.Commands;

/// <summary>The table of all commands that are named on the command line. The parser, help and docs/reference/command-line.md derive from it.</summary>
internal static class Subcommands
{
    public const string Explain = "explain";
    public const string Test = "test";
    public const string Demo = "demo";
    public const string Doctor = "doctor";
    public const string Completion = "completion";
    public const string Man = "man";
    public const string Help = "help";
    public const string Format = "fmt";
    public const string Schema = "schema";

    // The arguments of the command schema.
    public const string RulesSchema = "rules";
    public const string TestsSchema = "tests";
    public const string ConfigSchema = "config";

    public static IReadOnlyList<SubcommandRow> All { get; } =
    [
        new(
            Explain,
            "[rule] <input ...>",
            "Says for each event why rules match it or not: the parts of the conditions with their results and the values of their fields.")
        {
            ArgumentDescription = "The rule to explain, by default all rules that come close, and what to read: files, directories, patterns, - for standard input. The first of several arguments is the rule unless it is a file, a directory or a pattern.",
            MinArguments = 1,
            MaxArguments = 100_000,
            Options =
            [
                .. Shared("-c", "-o", "-r"),
                new("--audit-id", OptionGroup.Run, "Explains only the event with this audit ID. Repeatable.")
                {
                    Count =
                        ArgumentCount.Repeated, ArgumentName =
                            "id", Example = "--audit-id 74b9741c-86e1-4f47-afc3-c9e6fda92bcf", Set = (options, values) => options with
                    {
                        AuditIds = values,
                    },
                },
                new(
                    "--verbose",
                    OptionGroup.Run,
                    "Shows all parts of all rules, with macros and lists opened.") { Set = (options, _) => options with { ShowAll = true } },
                Output("text, or json: one object for each event on a line of its own.", ReportFormat.Text, ReportFormat.Json),
            ],
            ExitCodes = [(0, "The events were explained."), (1, "The input or the rules cannot be read, or no event has the audit ID.")],
            Examples =
            [
                ("explain audit.jsonl", "Explains each event of a file."),
                ("explain 'Attach/Exec Pod' audit.jsonl", "Explains for each event why this rule matches it or not."),
                ("explain 'Attach/Exec Pod' '/var/log/audit/*.gz' audit.jsonl", "The same for several inputs, compressed ones included."),
                ("explain --audit-id 74b9741c-86e1-4f47-afc3-c9e6fda92bcf --verbose audit.jsonl", "Explains all parts of all rules for one event."),
            ],
        },
        new(Test, "<file ...>", "Runs tests of rules: events in, and the alerts that must come out.")
        {
            ArgumentDescription = "Files of tests in YAML.",
            MinArguments = 1,
            MaxArguments = 100_000,
            Options =
            [
                .. Shared("-c", "-o", "-r"),
                new("--filter", OptionGroup.Run, "Runs only tests whose name contains this text, regardless of case.")
                {
                    Count = ArgumentCount.One, ArgumentName = "text", Example = "--filter privileged", Set = (options, values) => options with
                    {
                        TestFilter = values[^1],
                    },
                },
                new(
                    "--coverage",
                    OptionGroup.Run,
                    "Shows which rules, macros and list items no event of a test touched.") { Set = (options, _) => options with { Coverage = true } },
                Output("text; tap: Test Anything Protocol; junit: JUnit XML.", ReportFormat.Text, ReportFormat.Tap, ReportFormat.JUnit),
            ],
            ExitCodes = [(0, "All tests passed."), (1, "A test failed, or a file cannot be used.")],
            Examples =
            [
                ("test images_test.yaml", "Runs the tests of a file."),
                ("test --coverage --output junit rules/tests/a.yaml rules/tests/b.yaml", "Runs the tests of two files for a build server."),
            ],
        },
        new(Demo, "", "Replays recorded events of an attack, and tells what happens and which alerts follow. It needs no cluster.")
        {
            ArgumentDescription = "",
            MinArguments = 0,
            MaxArguments = 0,
            // The names of the files that are loaded are no part of a demonstration.
            Overrides = ["log_level=warning"],
            Options = [.. Shared("--output", "--color")],
            ExitCodes = [(0, "The events were replayed."), (1, "The plugins or the default rules cannot be used.")],
            Examples = [("demo", "Shows an attack, step by step."), ("demo --output json 2>/dev/null", "Shows the alerts as JSON lines, without the story.")],
        },
        new(Doctor, "[input ...]", "Checks a deployment without reading events, and says for each check OK, WARN or FAIL, and what to do.")
        {
            ArgumentDescription = CommandLineOptions.InputDescription,
            MinArguments = 0,
            MaxArguments = 100_000,
            Options =
            [
                .. Shared("-c", "-o", "-r", "-P", "--enable-source", "--disable-source"),
                Flag("--send-test", "Sends a test alert to each output but standard output.", options => options with { SendsTestAlert = true }),
                CommandLineOptions.Path(
                    "--audit-policy",
                    OptionGroup.Run,
                    "file",
                    "Checks which rules cannot fire with the events that an API server reports under this audit policy, and what to add to it.",
                    "--audit-policy audit-policy.yaml",
                    (options, values) => options with { AuditPolicy = values[^1] }),
                CommandLineOptions.Path(
                    "--webhook-config",
                    OptionGroup.Run,
                    "file",
                    "Checks by a request that the kubeconfig of an API server's audit webhook fits what is listened on: address, TLS, path, credentials.",
                    "--webhook-config webhook.yaml",
                    (options, values) => options with { WebhookConfig = values[^1] }),
                CommandLineOptions.Path(
                    "--kubeconfig",
                    OptionGroup.Run,
                    "file",
                    "Checks the flags of the API servers of a cluster, and the files that they name where this machine has them.",
                    "--kubeconfig ~/.kube/config",
                    (options, values) => options with { KubeConfig = values[^1] }),
                Flag(
                    "--healthz",
                    "Only asks a running instance whether it is healthy, at its webserver or else at its webhook; for health checks of containers.",
                    options => options with { AsksForHealth = true }),
                Output("text, or json: one object.", ReportFormat.Text, ReportFormat.Json),
            ],
            ExitCodes = [(0, "No check has failed; there may be warnings."), (1, "A check has failed, or the instance is not healthy.")],
            Examples =
            [
                ("doctor -c /etc/falco/falco.yaml", "Checks what a run with this configuration would use."),
                ("doctor -c /etc/falco/falco.yaml --send-test", "The same, and sends a test alert."),
                ("doctor -c /etc/falco/falco.yaml --healthz", "Asks the running instance."),
            ],
        },
        new(Completion, "<shell>", "Prints a script with which a shell completes commands, options and their arguments.")
        {
            ArgumentDescription = $"The shell: {string.Join(", ", CompletionCommand.Shells)}.",
            ArgumentWords = CompletionCommand.Shells,
            MinArguments = 1,
            MaxArguments = 1,
            Options = [],
            ExitCodes = [(0, "The script was printed."), (1, "The shell is not known.")],
            Examples =
            [
                ("completion bash > /etc/bash_completion.d/k8saudit", "Installs completion for bash."),
                ("completion zsh > /usr/local/share/zsh/site-functions/_k8saudit", "Installs completion for zsh."),
                ("completion fish > ~/.config/fish/completions/k8saudit.fish", "Installs completion for fish."),
            ],
        },
        new(Man, "", "Prints the manual page.")
        {
            ArgumentDescription = "",
            MinArguments = 0,
            MaxArguments = 0,
            Options = [],
            ExitCodes = [(0, "The page was printed.")],
            Examples = [("man > /usr/local/share/man/man1/k8saudit.1", "Installs the manual page.")],
        },
        new(Format, "<file ...>", "Formats rules files in place, and prints the names of those that it changes. Comments stay, and so does the meaning.")
        {
            ArgumentDescription = "Rules files and directories of rules files, or - to format standard input to standard output.",
            MinArguments = 1,
            MaxArguments = 100_000,
            Options =
            [
                new(
                    "--check",
                    OptionGroup.Run,
                    "Changes nothing, and prints the names of files that are not formatted.") { Set = (options, _) => options with { CheckFormat = true } },
                new(
                    "--diff",
                    OptionGroup.Run,
                    "Changes nothing, and prints the changes as a unified diff.") { Set = (options, _) => options with { ShowDifference = true } },
            ],
            ExitCodes = [(0, "The files are formatted."), (1, "A file cannot be used; with --check also: a file is not formatted.")],
            Examples = [("fmt my_rules.yaml", "Formats a file."), ("fmt --check rules/", "Checks the files of a directory on a build server.")],
        },
        new(Schema, "<rules|tests|config>", "Prints the JSON Schema of a kind of file, with which editors check and complete it.")
        {
            ArgumentDescription = "The kind of file: rules files, tests of rules, or the configuration (falco.yaml).",
            ArgumentWords = [RulesSchema, TestsSchema, ConfigSchema],
            MinArguments = 1,
            MaxArguments = 1,
            Options = [],
            ExitCodes = [(0, "The schema was printed."), (1, "There is no such schema.")],
            Examples = [("schema rules", "Prints the schema of rules files.")],
        },
        new(Help, "[code]", "Explains a code of a diagnostic about rules files, or lists all codes.")
        {
            ArgumentDescription = "A code such as LINT_WILDCARD; without it, all codes are listed.",
            MinArguments = 0,
            MaxArguments = 1,
            Options = [],
            ExitCodes = [(0, "The code was explained."), (1, "There is no such code.")],
            Examples = [("help LINT_WILDCARD", "Explains this lint, with an example.")],
        },
    ];

    /// <summary>The command of that name.</summary>
    public static SubcommandRow? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static OptionRow Flag(string name, string description, Func<RunOptions, RunOptions> set) =>
        new(name, OptionGroup.Run, description) { Set = (options, _) => set(options) };

    private static IEnumerable<OptionRow> Shared(params IReadOnlyList<string> names) => CommandLineOptions.All.Where(row => names.Contains(row.Name));

    private static OptionRow Output(string description, params IReadOnlyList<ReportFormat> formats)
    {
        string[] names = [.. formats.Select(format => format.ToString().ToLowerInvariant())];
        return new("--output", OptionGroup.Run, description)
        {
            Count = ArgumentCount.One,
            ArgumentName = "format",
            Words = names,
            Example = $"--output {names[^1]}",
            Check = text => names.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"--output: expected one of {string.Join(", ", names)}, found '{text}'",
            Set = (options, values) => options with { ReportFormat = Enum.Parse<ReportFormat>(values[^1], ignoreCase: true) },
        };
    }
}
