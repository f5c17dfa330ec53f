using System.Globalization;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class ProgramOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Result => Path.Combine(_folder.Path, "result");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "started\none\nstarted\ntwo\n")]
    [InlineData(true, "started\none\ntwo\n")]
    public void A_program_is_started_for_each_alert_unless_it_runs_on(bool keepAlive, string expected)
    {
        using (var output = new ProgramOutput($"(echo started; cat) >> '{Result}'", keepAlive))
        {
            output.Write("one");
            output.Write("two");
        }

        Assert.Equal(expected, File.ReadAllText(Result));
    }

    [Fact]
    public void A_program_that_runs_on_is_started_again_when_it_is_reopened()
    {
        using (var output = new ProgramOutput($"(echo started; cat) >> '{Result}'", keepAlive: true))
        {
            output.Write("one");
            output.Reopen();
            output.Write("two");
        }

        Assert.Equal("started\none\nstarted\ntwo\n", File.ReadAllText(Result));
    }

    [Theory]
    [InlineData("/nowhere/program", "the program ended with exit code 127 (command not found)")]
    [InlineData("exit 3", "the program ended with exit code 3")]
    [InlineData("cat > /dev/null; exit 3", "the program ended with exit code 3")]
    [InlineData("kill -9 $$", "the program ended with exit code 137")]
    public void An_alert_whose_program_fails_is_not_delivered(string command, string reason)
    {
        using var output = new ProgramOutput(command, keepAlive: false);

        var error = Assert.Throws<UndeliveredException>(() => output.Write("one"));

        Assert.Equal((1, reason), (error.Count, error.Message));
    }

    [Fact]
    public void An_alert_is_delivered_to_a_program_that_ignores_its_input_and_succeeds()
    {
        using (var output = new ProgramOutput($"echo seen >> '{Result}'", keepAlive: false))
        {
            output.Write("one");
            output.Write(new string('x', 1_000_000));
        }

        Assert.Equal("seen\nseen\n", File.ReadAllText(Result));
    }

    /// <summary>The program may end before, while and after each alert is written; whichever it is, every alert is counted once.</summary>
    [Theory]
    [InlineData("/nowhere/program")]
    [InlineData("exit 0")]
    [InlineData("exec <&-; exit 1")]
    public void Every_alert_that_a_program_which_runs_on_has_not_read_is_undelivered(string command)
    {
        var undelivered = 0;
        var output = new ProgramOutput(command, keepAlive: true);
        for (var i = 0; i < 50; i++)
        {
            undelivered += Undelivered(() => output.Write("an alert", "another"));
        }

        undelivered += Undelivered(output.Dispose);

        Assert.Equal(100, undelivered);
    }

    [Fact]
    public void What_a_program_has_read_before_it_ended_is_delivered()
    {
        var output = new ProgramOutput($"head -n 1 >> '{Result}'; exec dd of=/dev/null bs=1 count=3 status=none", keepAlive: true);

        var undelivered = Undelivered(() =>
            output.Write([.. Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"alert {i} {new string('x', 100)}"))]));
        undelivered += Undelivered(output.Dispose);

        // head reads one block; the alert that dd has read the begin of is not read as a whole.
        Assert.StartsWith("alert 0 ", File.ReadAllText(Result), StringComparison.Ordinal);
        Assert.InRange(undelivered, 1900, 1999);
    }

    [Fact]
    public void A_program_that_has_failed_after_it_had_read_all_alerts_is_reported()
    {
        var output = new ProgramOutput("cat > /dev/null; exit 4", keepAlive: true);
        output.Write("one");

        var error = Assert.Throws<UndeliveredException>(output.Dispose);

        Assert.Equal((0, "the program ended with exit code 4"), (error.Count, error.Message));
    }

    [Theory]
    [InlineData("exit 3", false)]
    [InlineData("cat > /dev/null", false)]
    [InlineData("exit 3", true)]
    [InlineData("exec <&-", true)]
    public void No_end_of_a_pipe_stays_open(string command, bool keepAlive)
    {
        var before = Pipes();
        for (var i = 0; i < 100; i++)
        {
            var output = new ProgramOutput(command, keepAlive);
            Undelivered(() => output.Write("one"));
            Undelivered(() => output.Write("two"));
            Undelivered(output.Dispose);
        }

        // Other tests open pipes at the same time.
        Assert.InRange(Pipes() - before, int.MinValue, 90);
    }

    private static int Pipes() => Directory.GetFiles("/proc/self/fd").Count(IsPipe);

    private static bool IsPipe(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("pipe:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Another test has closed it meanwhile.
            return false;
        }
    }

    private static int Undelivered(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (UndeliveredException e)
        {
            return e.Count;
        }
    }
}
