using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Commands;

public sealed class CommandLineTests
{
    public static TheoryData<string> Examples =>
        [
            .. CommandLineOptions.All.Select(row => row.Example).Where(example => example.Length > 0),
            .. CommandLineOptions.Examples.Select(example => example.Arguments),
        ];

    public static TheoryData<string> Names =>
        [.. CommandLineOptions.All.Where(row => row.Group != OptionGroup.Refused).SelectMany(row => row.Aliases.Prepend(row.Name))];

    public static TheoryData<string> Refused => [.. CommandLineOptions.All.Where(row => row.Group == OptionGroup.Refused).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_help_can_be_parsed(string example) =>
        Assert.NotEqual(
            new RunOptions(),
            Parse(
                example.Replace("'", "", StringComparison.Ordinal)
                    .Split(' ', example.StartsWith("-p", StringComparison.Ordinal) || example.StartsWith("-l", StringComparison.Ordinal) ? 2 : 9)));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_is_in_the_help(string name)
    {
        var help = new StringWriter();

        new HelpWriter(help, 120).Write();

        Assert.Matches($@"(?m)^  (-\w, )?{name}\b", help.ToString());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_option_of_Falco_that_means_nothing_here_is_refused(string name) =>
        Assert.StartsWith($"{name} cannot be used: ", Assert.Throws<UserError>(() => Parse(name)).Message, StringComparison.Ordinal);

    public static TheoryData<string> Commands => [.. Subcommands.All.Select(command => command.Name)];

    public static TheoryData<string> CommandsWithArguments =>
        [.. Subcommands.All.Where(command => command.MinArguments > 0).Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_has_one_row_whose_examples_can_be_parsed(string name)
    {
        var command = Assert.Single(Subcommands.All, command => command.Name == name);

        foreach (var (arguments, _) in command.Examples)
        {
            Assert.Equal(name, Parse(ShellWords.Split(arguments.Split(" > ")[0].Split(" 2>")[0])).Subcommand);
        }
    }

    [Theory]
    [InlineData("Unrecognized option '--ouput'; did you mean '--output'?", "--ouput", "json")]
    [InlineData("Unrecognized option '--ouput=json'; did you mean '--output'?", "audit.jsonl", "--ouput=json")]
    [InlineData("Unrecognized option '--covrage'; did you mean '--coverage'?", "test", "a.yaml", "--covrage")]
    [InlineData("Unrecognized option '--quiet'\n", "--quiet")]
    [InlineData("there is no command and no file 'explian'; did you mean the command 'explain'?", "explian", "audit.jsonl")]
    [InlineData("test needs <file ...>; for example: k8saudit test images_test.yaml\n", "test")]
    [InlineData("schema needs <rules|tests|config>", "schema")]
    [InlineData("completion: expected one of bash, zsh, fish, found 'tcsh'", "completion", "tcsh")]
    public void An_error_suggests_the_name_that_was_probably_meant(string error, params string[] arguments) =>
        Assert.Contains(error, $"{Assert.Throws<UserError>(() => Parse(arguments)).Message}\n", StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Help_fits_the_width_except_for_what_is_to_be_copied(int width)
    {
        using var help = new StringWriter();
        var writer = new HelpWriter(help, width);

        writer.Write();
        writer.WriteShort();
        Subcommands.All.ToList().ForEach(writer.Write);

        Assert.All(
            help.ToString().Split('\n').Where(line => !line.StartsWith("  k8saudit", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void An_input_of_a_configured_plugin_may_have_any_name() => Assert.Equal("tests", Parse("-c", "falco.yaml", "tests").OpenParameters);

    [Theory]
    [MemberData(nameof(CommandsWithArguments))]
    public void A_command_without_its_arguments_is_an_error_that_names_its_help(string name) =>
        Assert.EndsWith($"k8saudit {name} --help lists all options", Assert.Throws<UserError>(() => Parse(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_option_has_one_row() => Assert.Equal(CommandLineOptions.All.Count, CommandLineOptions.All.Select(row => row.Name).Distinct().Count());

    [Fact]
    public void The_last_one_of_a_repeated_option_counts_as_in_Falco() =>
        Assert.Equal(("b.yaml", TimeSpan.FromSeconds(2)), (Parse("-c", "a.yaml", "-c", "b.yaml").ConfigurationFile, Parse("-M1", "-M2").Duration));

    [Fact]
    public void The_values_of_a_repeatable_option_are_collected()
    {
        Assert.Equal(["a", "b"], Parse("-r", "a", "-r", "b").RulesFiles);
        Assert.Equal(["a=1", "b=2", "c=3"], Parse("-o", "a=1", "-ob=2", "--option=c=3").Overrides);
        Assert.Equal(["a", "b", "c"], Parse("-V", "a", "b", "-V", "c").ValidateFiles);
    }

    [Fact]
    public void The_argument_of_a_short_option_may_follow_directly()
    {
        var options = Parse("-M5", "-ca.yaml", "-pkubernetes", "-lRule");

        Assert.Equal(
            (TimeSpan.FromSeconds(5), "a.yaml", "kubernetes", "Rule"),
            (options.Duration, options.ConfigurationFile, options.ExtraOutput, options.DescribeRule));
    }

    [Theory]
    [InlineData("-M", "0")]
    [InlineData("-M0")]
    public void No_seconds_are_no_limit(params string[] arguments) => Assert.Equal(TimeSpan.MaxValue, Parse(arguments).Duration);

    [Fact]
    public void An_optional_argument_may_be_absent() =>
        Assert.Equal(("", "k8s_audit", "-"), (Parse("--list").ListFields, Parse("--list", "k8s_audit").ListFields, Parse("-").OpenParameters));

    [Fact]
    public void Several_inputs_are_open_parameters_one_a_line() =>
        Assert.Equal("a.log\nlogs/**/*.gz\n-", Parse("a.log", "-v", "logs/**/*.gz", "-").OpenParameters);

    [Theory]
    [InlineData("--nonsense=https://me:secret@host")]
    [InlineData("-M", "https://me:secret@host")]
    [InlineData("--format", "https://me:secret@host")]
    public void An_error_shows_no_secret(params string[] arguments) =>
        Assert.DoesNotContain("secret", Assert.Throws<UserError>(() => Parse(["-v", .. arguments, "third"])).Message, StringComparison.Ordinal);

    private static RunOptions Parse(params string[] arguments)
    {
        RunOptions? read = null;
        CommandLine.Invoke(arguments, options =>
        {
            read = options;
            return 0;
        });
        return read!;
    }
}
