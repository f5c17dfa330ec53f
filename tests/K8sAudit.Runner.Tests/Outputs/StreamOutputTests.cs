using System.Text;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class StreamOutputTests
{
    [Fact]
    public void Each_alert_goes_out_as_a_line_of_its_own_at_once()
    {
        var target = new MemoryStream();
        using var output = new StreamOutput(target, buffered: false);

        output.Write(Some.Alert("one"));
        Assert.Equal("one\n", Text(target));
        output.Write(Some.Alert("zwei é"));
        Assert.Equal("one\nzwei é\n", Text(target));
    }

    [Fact]
    public void A_buffered_output_collects_alerts_and_writes_them_out_at_the_end()
    {
        var target = new MemoryStream();
        var output = new StreamOutput(target, buffered: true);

        output.Write(Some.Alert("one"));
        Assert.Equal("", Text(target));
        output.Dispose();

        Assert.Equal("one\n", Text(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_is_added_to_and_may_be_moved_away_unless_it_is_kept_open(bool keepAlive)
    {
        using var folder = new TempFolder();
        var path = folder.Write("alerts.log", "before\n");
        using (var output = new FileOutput(path, keepAlive, buffered: false))
        {
            output.Write(Some.Alert("one"));
            File.Move(path, path + ".1");
            output.Write(Some.Alert("two"));
        }

        Assert.Equal(keepAlive ? "before\none\ntwo\n" : "before\none\n", File.ReadAllText(path + ".1"));
        Assert.Equal(!keepAlive, File.Exists(path));
    }

    private static string Text(MemoryStream target) => Encoding.UTF8.GetString(target.ToArray());
}
