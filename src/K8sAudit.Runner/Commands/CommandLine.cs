using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;

namespace K8sAudit.Runner.Commands;

/// <summary>The command line: Falco's options with Falco's meanings, and a bare argument for what is read.</summary>
internal sealed class CommandLine
{
    private static readonly string[] _formats = [.. Enum.GetNames<ListFormat>().Select(name => name.ToLowerInvariant())];

    private readonly Argument<string?> _input = new("input") { Arity = ArgumentArity.ZeroOrOne, Description = "What the first source plugin opens: a file, a directory, - for standard input, http://:9765/k8s-audit for a webhook. Takes the place of open_params." };
    private readonly Option<string?> _configuration = new("-c") { HelpName = "path", Description = "Configuration file (falco.yaml). Without it: the k8saudit and json plugins and the default rules." };
    private readonly Option<string[]> _rules = Repeatable("-r", "path", "Rules file, or directory of rules files (.yaml, .yml). Repeatable; takes the place of rules_files.");
    private readonly Option<string[]> _overrides = Repeatable("-o", "key=value", "Sets a configuration key: key.subkey=value, list[0].key=value, list[]=value. Repeatable.", "--option");
    private readonly Option<string[]?> _validate = new("-V", "--validate") { HelpName = "file", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true, Description = "Validates rules files (without any: the configured ones), reports every problem and exits." };
    private readonly Option<bool> _describeAll = new("-L") { Description = "Shows the name and description of all rules and exits; with json_output everything about rules, macros and lists." };
    private readonly Option<string?> _describe = new("-l") { HelpName = "rule", Description = "Shows the name and description of one rule and exits; with json_output everything about it." };
    private readonly Option<TimeSpan?> _duration = new("-M") { HelpName = "seconds", Description = "Ends after that many seconds; 0, the default, is no limit.", CustomParser = ReadSeconds };
    private readonly Option<bool> _all = new("-A") { Description = "Accepted; all events are always read." };
    private readonly Option<bool> _unbuffered = new("-U", "--unbuffered") { Description = "Writes each alert at once, whatever buffered_outputs says." };
    private readonly Option<bool> _verbose = new("-v") { Description = "Says more about what is done." };
    private readonly Option<bool> _names = new("-N") { Description = "With --list: only the names." };
    private readonly Option<string?> _list = new("--list") { HelpName = "source", Arity = ArgumentArity.ZeroOrOne, Description = "Lists all fields, or those of one event source, and exits." };
    private readonly Option<string?> _format = new("--format") { HelpName = "format", Description = "With --list: text, markdown or json." };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "With --list: the older way to say --format markdown." };
    private readonly Option<bool> _support = new("--support") { Description = "Prints the versions, the configuration and the rules as JSON, for whoever helps, and exits." };
    private readonly Option<string?> _pidFile = new("-P", "--pidfile") { HelpName = "file", Description = "Writes the number of the process to that file before events are read." };
    private readonly Option<bool> _listPlugins = new("--list-plugins") { Description = "Describes all loaded plugins and exits." };
    private readonly Option<string?> _pluginInfo = new("--plugin-info") { HelpName = "plugin", Description = "Describes one plugin, its configuration schema and its open parameters, and exits." };
    private readonly Option<bool> _version = new("--version") { Description = "Prints version information and exits." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Does everything but read events: checks the configuration, the plugins and the rules." };
    private readonly Option<string[]> _enable = Repeatable("--enable-source", "source", "Reads only this event source. Repeatable.");
    private readonly Option<string[]> _disable = Repeatable("--disable-source", "source", "Does not read this event source. Repeatable.");
    private readonly Option<string?> _print = new("-p", "--print") { HelpName = "format", Description = "Adds to the output of every rule; append_output does more." };
    private readonly Option<string?>[] _refused = [.. RefusedOptions.All.Select(refused => new Option<string?>(refused.Option) { Hidden = true, Arity = ArgumentArity.ZeroOrOne })];

    /// <summary>Parses the command line and runs the program with it, or prints help or errors.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="run">What is done with them; gives the exit code.</param>
    /// <exception cref="UserError">The arguments are none; the message has every complaint.</exception>
    public static int Invoke(string[] arguments, Func<RunOptions, int> run)
    {
        var line = new CommandLine();
        var root = line.Build();
        root.SetAction(parsed => run(line.Read(parsed)));
        var parsed = root.Parse([.. arguments.SelectMany(Separate)], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw new UserError(string.Join("\n", parsed.Errors.Select(error => error.Message).Append("k8saudit --help lists what there is")));
        }

        // Signals are this program's own matter, and so are exceptions.
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    /// <summary>The options with what they take and what they do, for the documentation.</summary>
    public static IEnumerable<(string Names, string Value, string Description)> Describe() => new CommandLine().Build().Options
        .Where(option => !option.Hidden && option is not HelpOption)
        .Select(option => (string.Join(", ", option.Aliases.Prepend(option.Name)), option.HelpName ?? "", option.Description ?? ""));

    /// <summary>Falco also reads a value that stands right behind a short option: <c>-M5</c>, <c>-pc</c>.</summary>
    private static string[] Separate(string argument) => argument is ['-', 'c' or 'r' or 'o' or 'l' or 'M' or 'p' or 'P' or 'V', not '=', ..] && !argument.StartsWith("--", StringComparison.Ordinal)
        ? [argument[..2], argument[2..]]
        : [argument];

    private RootCommand Build()
    {
        var root = new RootCommand("Reads Kubernetes audit events, or the events of any Falco source plugin, and reports what Falco rules find in them.");
        // The built-in option would print the number alone, and Falco prints more.
        root.Options.Remove(root.Options.First(option => option is VersionOption));
        root.Arguments.Add(_input);
        foreach (var option in new Option[] { _configuration, _rules, _overrides, _validate, _describeAll, _describe, _duration, _all, _unbuffered, _verbose, _names, _list, _format, _markdown, _support, _pidFile, _listPlugins, _pluginInfo, _version, _dryRun, _enable, _disable, _print })
        {
            root.Options.Add(option);
        }

        foreach (var option in _refused)
        {
            root.Options.Add(option);
        }

        root.Validators.Add(Check);
        return root;
    }

    private void Check(CommandResult result)
    {
        for (var i = 0; i < _refused.Length; i++)
        {
            if (result.GetResult(_refused[i]) is not null)
            {
                result.AddError(RunnerMessages.RefusedOption(RefusedOptions.All[i].Option, RefusedOptions.All[i].Reason));
            }
        }

        if (result.GetResult(_enable) is not null && result.GetResult(_disable) is not null)
        {
            result.AddError("You can not mix --enable-source and --disable-source");
        }

        if (result.GetResult(_format) is not null && result.GetValue(_markdown))
        {
            result.AddError("Cannot specify both --markdown and --format options together");
        }

        if (result.GetValue(_format) is { } format && !_formats.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            result.AddError($"Invalid format '{format}'. Valid values are: {string.Join(", ", _formats)}");
        }

        if (result.GetValue(_input) is ['-', _, ..] unknown)
        {
            result.AddError($"Unrecognized option '{unknown}'");
        }
    }

    private static TimeSpan? ReadSeconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9)
        {
            return seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }

        result.AddError($"-M: expected a number of seconds, or 0 for no limit, found '{text}'");
        return null;
    }

    private RunOptions Read(ParseResult parsed) => new()
    {
        ConfigurationFile = parsed.GetValue(_configuration),
        RulesFiles = parsed.GetValue(_rules) ?? [],
        Overrides = parsed.GetValue(_overrides) ?? [],
        ValidateFiles = parsed.GetResult(_validate) is null ? null : parsed.GetValue(_validate) ?? [],
        DescribeAllRules = parsed.GetValue(_describeAll),
        DescribeRule = parsed.GetValue(_describe),
        Duration = parsed.GetValue(_duration),
        Unbuffered = parsed.GetValue(_unbuffered),
        Verbose = parsed.GetValue(_verbose),
        NamesOnly = parsed.GetValue(_names),
        ListFields = parsed.GetResult(_list) is null ? null : parsed.GetValue(_list) ?? "",
        ListFormat = parsed.GetValue(_markdown) ? ListFormat.Markdown : Enum.Parse<ListFormat>(parsed.GetValue(_format) ?? nameof(ListFormat.Text), ignoreCase: true),
        PidFile = parsed.GetValue(_pidFile),
        Support = parsed.GetValue(_support),
        ListPlugins = parsed.GetValue(_listPlugins),
        PluginInfo = parsed.GetValue(_pluginInfo),
        Version = parsed.GetValue(_version),
        DryRun = parsed.GetValue(_dryRun),
        EnabledSources = parsed.GetValue(_enable) ?? [],
        DisabledSources = parsed.GetValue(_disable) ?? [],
        ExtraOutput = parsed.GetValue(_print),
        OpenParameters = parsed.GetValue(_input),
    };

    private static Option<string[]> Repeatable(string name, string help, string description, params string[] aliases) => new(name, aliases) { HelpName = help, Arity = ArgumentArity.OneOrMore, Description = description };
}
