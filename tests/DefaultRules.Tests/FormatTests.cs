namespace DefaultRules.Tests;

/// <summary>
/// The program gives the same alerts for the same three events in every format: a privileged pod, a secret that is read, a role with wildcards.
/// </summary>
public sealed class FormatTests : IDisposable
{
    // Files that do not have three whole events.
    private const string Truncated = "56-rancher-truncated-last.jsonl";
    private const string Legacy = "71-gravity-legacy-text-log.txt";
    private const string OneEvent = "04-event-pretty.json";

    private static readonly string[] _rules =
    [
        "Create Privileged Pod", "K8s Secret Get Successfully", "ClusterRole With Wildcard Created", "K8s ClusterRole Created",
    ];

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(PathOf("")).Select(file => Path.GetFileName(file)).Except([Truncated, Legacy, OneEvent]).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_gives_the_alerts_of_its_three_events_and_no_rejection(string file)
    {
        var (code, output, errors) = RunOf(PathOf(file));

        Assert.Equal(_rules, Rules(output));
        Assert.True(code == 0 && !errors.Contains("rejected an event", StringComparison.Ordinal), errors);
    }

    /// <summary>One run over all shapes, because a start costs more than the events.</summary>
    [Fact]
    public void Each_shape_gives_the_alerts_of_its_three_events()
    {
        foreach (var shape in FormatShape.All.Values)
        {
            File.WriteAllText(_folder[shape.Name], shape.Text());
        }

        var (_, output, errors) = RunOf(_folder.Path);

        Assert.All(Rules(output).CountBy(rule => rule), rule => Assert.Equal(FormatShape.All.Count, rule.Value));
        Assert.Equal(_rules.Length * FormatShape.All.Count, Rules(output).Count());
        Assert.DoesNotContain("rejected an event", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_of_Windows_change_nothing()
    {
        var file = _folder.Write("crlf.jsonl", File.ReadAllText(PathOf("01-plain.jsonl")).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(_rules, Rules(RunOf(file).Output));
    }

    [Fact]
    public void An_indented_event_gives_its_alert() => Assert.Equal(_rules[..1], Rules(RunOf(PathOf(OneEvent)).Output));

    [Fact]
    public void Events_before_one_that_was_cut_give_their_alerts()
    {
        var (_, output, errors) = RunOf(PathOf(Truncated));

        Assert.Equal(_rules[..2], Rules(output));
        Assert.Contains("incomplete", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_format_of_old_clusters_gives_a_message()
    {
        var (_, output, errors) = RunOf(PathOf(Legacy));

        Assert.Empty(Rules(output));
        Assert.Contains("no audit event was found", errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) RunOf(string path) => RunnerProcess.Run("-o", "json_output=true", path);

    private static IEnumerable<string> Rules(string output) => Runner.Alerts(output).Select(alert => alert.Rule);

    private static string PathOf(string file) => RepositoryFiles.PathOf("tests", "Cases", "formats", file);
}
