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
    public void A_file_that_log_rotation_has_copied_and_emptied_begins_anew()
    {
        using var output = new FileOutput(Path, keepAlive: true, buffered: false);
        output.Write(Some.Alert("one"));
        using (var rotation = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            rotation.SetLength(0);
        }

        output.Write(Some.Alert("two"));

        Assert.Equal("two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void Two_programs_may_add_to_the_same_file()
    {
        using var output = new FileOutput(Path, keepAlive: true, buffered: false);
        using var other = new FileOutput(Path, keepAlive: true, buffered: false);
        foreach (var line in new[] { "one", "two" })
        {
            output.Write(Some.Alert(line));
            other.Write(Some.Alert($"other {line}"));
        }

        Assert.Equal("one\nother one\ntwo\nother two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_named()
    {
        using var output = new FileOutput($"{Path}/alerts", keepAlive: true, buffered: false);

        var error = Assert.Throws<IOException>(() => output.Write(Some.Alert("one")));

        Assert.Equal($"No such file or directory : '{Path}/alerts'", error.Message);
    }

    [Fact]
    public void A_full_disk_is_an_error_for_each_alert_that_it_does_not_take()
    {
        using var output = new FileOutput("/dev/full", keepAlive: true, buffered: false);

        Assert.Throws<IOException>(() => output.Write(Some.Alert("one")));
        Assert.Throws<IOException>(() => output.Write(Some.Alert("two")));
    }
}
