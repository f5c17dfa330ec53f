using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class FileOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "alerts");

    private string Moved => Path + ".1";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_kept_open_is_written_to_where_it_was_moved_until_it_is_reopened()
    {
        using var output = new FileOutput(Path, keepAlive: true, buffered: false);
        output.Write(Some.Alert("one"));
        File.Move(Path, Moved);
        output.Write(Some.Alert("two"));

        output.Reopen();
        Assert.Equal("", File.ReadAllText(Path));
        output.Write(Some.Alert("three"));

        Assert.Equal("one\ntwo\n", File.ReadAllText(Moved));
        Assert.Equal("three\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_is_not_kept_open_is_made_anew_for_the_next_alert()
    {
        using var output = new FileOutput(Path, keepAlive: false, buffered: false);
        output.Write(Some.Alert("one"));
        File.Move(Path, Moved);
        output.Write(Some.Alert("two"));

        Assert.Equal("one\n", File.ReadAllText(Moved));
        Assert.Equal("two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_full_disk_is_an_error_for_each_alert_that_it_does_not_take()
    {
        using var output = new FileOutput("/dev/full", keepAlive: true, buffered: false);

        Assert.Throws<IOException>(() => output.Write(Some.Alert("one")));
        Assert.Throws<IOException>(() => output.Write(Some.Alert("two")));
    }
}
