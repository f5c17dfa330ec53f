using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class FileOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "alerts");

    private string Moved => Path + ".1";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_stays_open_is_written_after_it_was_moved_until_it_is_reopened()
    {
        using var output = new FileOutput(Path, keepAlive: true);
        output.Write("one");
        File.Move(Path, Moved);
        output.Write("two");

        output.Reopen();
        Assert.Equal("", File.ReadAllText(Path));
        output.Write("three");

        Assert.Equal("one\ntwo\n", File.ReadAllText(Moved));
        Assert.Equal("three\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_does_not_stay_open_is_created_again_for_the_next_alert()
    {
        using var output = new FileOutput(Path, keepAlive: false);
        output.Write("one");
        File.Move(Path, Moved);
        output.Write("two");

        Assert.Equal("one\n", File.ReadAllText(Moved));
        Assert.Equal("two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_log_rotation_has_copied_and_truncated_is_written_from_its_start()
    {
        using var output = new FileOutput(Path, keepAlive: true);
        output.Write("one");
        using (var rotation = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            rotation.SetLength(0);
        }

        output.Write("two");

        Assert.Equal("two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void Two_programs_may_append_to_the_same_file()
    {
        using var output = new FileOutput(Path, keepAlive: true);
        using var other = new FileOutput(Path, keepAlive: true);
        foreach (var line in new[] { "one", "two" })
        {
            output.Write(line);
            other.Write($"other {line}");
        }

        Assert.Equal("one\nother one\ntwo\nother two\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_named()
    {
        using var output = new FileOutput($"{Path}/alerts", keepAlive: true);

        var error = Assert.Throws<IOException>(() => output.Write("one"));

        Assert.Equal($"No such file or directory : '{Path}/alerts'", error.Message);
    }

    [Fact]
    public void A_full_disk_leaves_every_alert_undelivered()
    {
        using var output = new FileOutput("/dev/full", keepAlive: true);

        Assert.Equal(2, Assert.Throws<UndeliveredException>(() => output.Write("one", "two")).Count);
        Assert.Equal(1, Assert.Throws<UndeliveredException>(() => output.Write("three")).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_is_appended_to(bool keepAlive)
    {
        _folder.Write("alerts", "before\n");
        using (var output = new FileOutput(Path, keepAlive))
        {
            output.Write("one");
            output.Write("two", "three");
        }

        Assert.Equal("before\none\ntwo\nthree\n", File.ReadAllText(Path));
    }

    /// <summary>An earlier run may have been killed, or have met a full disk, within a line.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_incomplete_line_at_the_end_of_the_file_is_ended_first(bool keepAlive)
    {
        _folder.Write("alerts", "whole\nincompl");
        using (var output = new FileOutput(Path, keepAlive))
        {
            output.Write("one");
            output.Write("two");
        }

        Assert.Equal("whole\nincompl\none\ntwo\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_alert_after_a_full_disk_has_a_line_of_its_own(bool keepAlive)
    {
        using var disk = new SmallDisk();
        Assert.SkipUnless(disk.IsMounted, "needs the right to mount a file system");
        var path = disk.PathOf("alerts");
        using var output = new FileOutput(path, keepAlive);
        var alerts = Enumerable.Repeat(new string('x', 999), SmallDisk.Size / 1000).ToArray();

        var undelivered = Assert.Throws<UndeliveredException>(() => output.Write(alerts)).Count;
        disk.Free();
        output.Write("after");

        var lines = File.ReadAllLines(path);
        var whole = alerts.Length - undelivered;
        Assert.InRange(whole, 1, alerts.Length - 1);
        Assert.Equal([.. alerts[..whole], new string('x', lines[whole].Length), "after"], lines);
        Assert.InRange(lines[whole].Length, 1, 998);
    }
}
