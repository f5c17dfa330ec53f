namespace K8sAudit.Runner.Commands;

/// <summary>The table of all commands that are named on the command line. The parser, help and docs/reference/command-line.md derive from it.</summary>
internal static class Subcommands
{
    public const string Explain = "explain";

    private static readonly string[] _outputs = [.. Enum.GetNames<ReportFormat>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<SubcommandRow> All { get; } =
    [
        new(Explain, "[rule] <input>", "Says for each event why rules match it or not: the parts of the conditions with their results and the values of their fields.")
        {
            ArgumentDescription = "The rule to explain, by default all rules that come close, and what to read: a file, a directory, - for standard input.",
            MinArguments = 1,
            MaxArguments = 2,
            Options =
            [
                .. Shared("-c", "-o", "-r"),
                new("--audit-id", OptionGroup.Run, "Explains only the event with this audit ID. Repeatable.")
                {
                    Count = ArgumentCount.Repeated, ArgumentName = "id", Example = "--audit-id 74b9741c-86e1-4f47-afc3-c9e6fda92bcf", Set = (options, values) => options with { AuditIds = values },
                },
                new("--verbose", OptionGroup.Run, "Shows all parts of all rules, with macros and lists opened.") { Set = (options, _) => options with { ShowAll = true } },
                new("--output", OptionGroup.Run, "text, or json: one object for each event on a line of its own.")
                {
                    Count = ArgumentCount.One, ArgumentName = "format", Example = "--output json",
                    Check = text => _outputs.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"--output: expected {string.Join(" or ", _outputs)}, found '{text}'",
                    Set = (options, values) => options with { ReportFormat = Enum.Parse<ReportFormat>(values[^1], ignoreCase: true) },
                },
            ],
            ExitCodes = [(0, "The events were explained."), (1, "The input or the rules cannot be read, or no event has the audit ID.")],
            Examples =
            [
                ("explain audit.jsonl", "Explains each event of a file."),
                ("explain 'Attach/Exec Pod' audit.jsonl", "Explains for each event why this rule matches it or not."),
                ("explain --audit-id 74b9741c-86e1-4f47-afc3-c9e6fda92bcf --verbose audit.jsonl", "Explains all parts of all rules for one event."),
            ],
        },
    ];

    /// <summary>The command of that name.</summary>
    public static SubcommandRow? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static IEnumerable<OptionRow> Shared(params IReadOnlyList<string> names) => CommandLineOptions.All.Where(row => names.Contains(row.Name));
}
