using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class FailureLogTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly StringWriter _lines;
    private readonly FailureLog _failures;

    public FailureLogTests() => _failures = new FailureLog(Some.Log(out _lines), _time);

    public void Dispose() => _lines.Dispose();

    [Fact]
    public void The_first_failure_of_a_kind_is_logged_at_once_and_further_ones_together_after_ten_seconds()
    {
        Add("a", 1);
        Add("a", 2);
        Add("b", 1);
        _time.Step(9);
        Add("a", 3);
        _time.Step(1);
        Add("a", 4);

        Assert.Equal(["a: 1", "b: 1", "a: 9"], Logged());
    }

    [Fact]
    public void Kinds_without_end_share_one_line()
    {
        for (var i = 0; i < 1000; i++)
        {
            Add($"{i}", 1);
        }

        Assert.Equal(33, Logged().Count);
    }

    private void Add(string kind, int alerts) => _failures.Add(LogLevel.Error, kind, alerts, count => $"{kind}: {count}");

    private List<string> Logged() =>
        [.. _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..])];
}
