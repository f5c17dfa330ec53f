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
    public void A_program_is_started_for_each_alert_unless_it_is_kept_running(bool keepAlive, string expected)
    {
        using (var output = new ProgramOutput($"(echo started; cat) >> '{Result}'", keepAlive, buffered: false))
        {
            output.Write(Some.Alert("one"));
            output.Write(Some.Alert("two"));
        }

        Assert.Equal(expected, File.ReadAllText(Result));
    }

    [Fact]
    public void A_program_that_was_kept_running_is_started_anew_when_it_is_reopened()
    {
        using (var output = new ProgramOutput($"(echo started; cat) >> '{Result}'", keepAlive: true, buffered: false))
        {
            output.Write(Some.Alert("one"));
            output.Reopen();
            output.Write(Some.Alert("two"));
        }

        Assert.Equal("started\none\nstarted\ntwo\n", File.ReadAllText(Result));
    }
}
